/**
 * Keys of the public state: `family/part/part`. Every part is plain ASCII without a slash, so no id can reach into
 * another's key, keys sort the same in every language, and a range can be resumed after any key. (Composite keys
 * would not allow that: fabric-shim refuses to start a range inside their namespace.)
 */
const PART = /^[A-Za-z0-9@._+-]{1,140}$/;

/** The key of a record. Throws for a part that is not plain: by then the door has refused it, so it is a bug. */
export function keyOf(family: string, ...parts: readonly string[]): string {
  for (const part of parts) {
    if (!PART.test(part)) throw new Error(`A ${family} key cannot hold ${JSON.stringify(part.slice(0, 64))}`);
  }
  return [family, ...parts].join('/');
}

/** A number inside a key, padded so that keys sort as numbers do. */
export const keyNumber = (value: number): string => value.toString().padStart(6, '0');

/** All keys below a prefix, as the half-open range [start, end); `after` resumes behind that key. */
export function rangeBelow(prefix: string, after?: string): { start: string; end: string } {
  // '0' follows '/' in ASCII, and '!' is the smallest printable character: no key lies between after and after + '!'.
  return { start: after === undefined ? `${prefix}/` : `${after}!`, end: `${prefix}0` };
}

/** A time as a key part. */
export const compactTime = (time: string): string => time.replaceAll(/[-:]/g, '');
