import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The distribution grid that the homes of the demonstration hang on: a tree of buses under a transformer. */
export interface GridDocument {
  /** The bus at the transformer. */
  readonly root: string;
  /** Degrees of longitude and latitude. */
  readonly buses: readonly { readonly id: string; readonly x: number; readonly y: number }[];
  /** `maxW` is what a line bears, in W. */
  readonly lines: readonly { readonly id: string; readonly from: string; readonly to: string; readonly maxW: number }[];
  /** Whose data it is; to be told wherever it is shown. */
  readonly attribution: string;
}

/** What is read of `grid.json`; data/README.md describes it. */
interface GridFile extends Pick<GridDocument, 'root' | 'buses' | 'attribution'> {
  readonly lines: readonly (Omit<GridDocument['lines'][number], 'maxW'> & { readonly max_w: number })[];
}

/** The grid of a data folder, where it has the buses of all those homes; undefined where it has none or other ones. */
export async function loadDemoGrid(
  folder: string,
  homes: readonly { readonly bus: string }[],
): Promise<GridDocument | undefined> {
  const text = await readFile(path.join(folder, 'grid.json'), 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const { root, buses, lines, attribution } = JSON.parse(text) as GridFile;
  const known = new Set(buses.map(({ id }) => id));
  if (!homes.every(({ bus }) => known.has(bus))) return undefined;
  return {
    ...{ root, attribution },
    buses: buses.map(({ id, x, y }) => ({ id, x, y })),
    lines: lines.map(({ id, from, to, max_w: maxW }) => ({ id, from, to, maxW })),
  };
}
