import { saveFile } from './save-file';

const SCALE = 2;
const MARGIN = 16;
const copied = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'fill-opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;

/** Saves the drawing of a chart as PNG, in the colours of the page: of its canvas, or of its SVG. */
export async function savePicture(name: string, plot: HTMLElement): Promise<void> {
  const canvas = plot.querySelector('canvas');
  const svg = plot.querySelector('svg');
  const source: CanvasImageSource | undefined = canvas ?? (svg ? await imageOf(svg) : undefined);
  if (!source) return;
  const { width, height } = (canvas ?? svg ?? plot).getBoundingClientRect();
  const picture = document.createElement('canvas');
  picture.width = (width + 2 * MARGIN) * SCALE;
  picture.height = (height + 2 * MARGIN) * SCALE;
  const context = picture.getContext('2d');
  if (!context) return;
  context.fillStyle = getComputedStyle(plot.closest('.card') ?? document.body).backgroundColor;
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(source, MARGIN * SCALE, MARGIN * SCALE, width * SCALE, height * SCALE);
  const blob = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, 'image/png'));
  if (blob) saveFile(`${name}.png`, blob);
}

/** The drawing as an image; styles of the page are written into it, for it stands alone. */
async function imageOf(svg: SVGElement): Promise<HTMLImageElement> {
  const copy = svg.cloneNode(true) as SVGElement;
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width * SCALE));
  copy.setAttribute('height', String(height * SCALE));
  const originals = svg.querySelectorAll<SVGElement>('*');
  copy.querySelectorAll<SVGElement>('*').forEach((element, index) => {
    const original = originals[index];
    if (!original) return;
    const style = getComputedStyle(original);
    for (const property of copied) element.setAttribute(property, style.getPropertyValue(property));
    element.removeAttribute('class');
    element.removeAttribute('style');
  });
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}
