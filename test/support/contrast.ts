/**
 * How well the text of an element stands out, as WCAG 2 measures it: 1 to 21. To be run inside a page, so it holds all
 * that it needs.
 */
export const contrastOf = `(element) => {
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = ([red, green, blue]) => {
    const part = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
  };
  const ground = (node) => {
    const [red, green, blue, alpha = 1] = numbers(getComputedStyle(node).backgroundColor);
    return alpha > 0 || !node.parentElement ? [red, green, blue] : ground(node.parentElement);
  };
  const [bright, dark] = [luminance(numbers(getComputedStyle(element).color)), luminance(ground(element))].sort((a, b) => b - a);
  return (bright + 0.05) / (dark + 0.05);
}`;
