/**
 * What the domain uses of `node:crypto`, for the browser: SHA-256 of UTF-8 text in hexadecimal, at once. The browser's
 * own digest only comes as a promise, and clearing is a plain function.
 */
const roundConstants = constantsOf(64, 3);
const initialState = constantsOf(8, 2);

/** The first 32 bits of the fractions of the roots of the first primes: the constants of FIPS 180-4. */
function constantsOf(count: number, root: 2 | 3): Uint32Array {
  const constants = new Uint32Array(count);
  for (let found = 0, candidate = 2; found < count; candidate++) {
    if (!isPrime(candidate)) continue;
    constants[found++] = Number(wholeRoot(BigInt(candidate) << BigInt(32 * root), root) & 0xffffffffn);
  }
  return constants;
}

function isPrime(value: number): boolean {
  for (let divisor = 2; divisor * divisor <= value; divisor++) if (value % divisor === 0) return false;
  return true;
}

/** The largest whole number whose power is at most `value`. */
function wholeRoot(value: bigint, root: 2 | 3): bigint {
  let low = 0n;
  let high = 1n << 40n;
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** BigInt(root) <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

const rotated = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));

const words = new Uint32Array(64);

/** One block of 64 bytes worked into the state. */
function compress(state: Uint32Array, bytes: DataView, offset: number): void {
  for (let index = 0; index < 16; index++) words[index] = bytes.getUint32(offset + index * 4);
  for (let index = 16; index < 64; index++) {
    const a = words[index - 15] as number;
    const b = words[index - 2] as number;
    const small = rotated(a, 7) ^ rotated(a, 18) ^ (a >>> 3);
    const large = rotated(b, 17) ^ rotated(b, 19) ^ (b >>> 10);
    words[index] = (words[index - 16] as number) + small + (words[index - 7] as number) + large;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let index = 0; index < 64; index++) {
    const sum1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + sum1 + choice + (roundConstants[index] as number) + (words[index] as number)) | 0;
    const sum0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + sum0 + majority) | 0;
  }
  const worked = [a, b, c, d, e, f, g, h];
  for (let index = 0; index < 8; index++) state[index] = (state[index] as number) + (worked[index] as number);
}

/** SHA-256 of bytes as lower-case hexadecimal. */
export function sha256Hex(bytes: Uint8Array): string {
  const length = Math.ceil((bytes.length + 9) / 64) * 64;
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(length - 8, BigInt(bytes.length) * 8n);
  const state = Uint32Array.from(initialState);
  for (let offset = 0; offset < length; offset += 64) compress(state, view, offset);
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
}

/** What has been hashed lately: an hour is cleared over and over with the same lots. */
const known = new Map<string, string>();
const MOST_KNOWN = 10_000;

function hashOf(text: string): string {
  const found = known.get(text);
  if (found !== undefined) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  const hash = sha256Hex(new TextEncoder().encode(text));
  known.set(text, hash);
  return hash;
}

/** As Node's, for `createHash('sha256').update(text, 'utf8').digest('hex')` and nothing else. */
export function createHash(algorithm: string): {
  update(text: string, encoding?: string): { digest(encoding: string): string };
} {
  if (algorithm !== 'sha256') throw new Error(`Only sha256 is here, not ${algorithm}`);
  return {
    update: (text) => ({ digest: () => hashOf(text) }),
  };
}
