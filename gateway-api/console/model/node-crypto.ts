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

/** One block of 64 bytes worked into the state. */
function compress(state: Uint32Array, block: DataView): void {
  const words = new Uint32Array(64);
  for (let index = 0; index < 16; index++) words[index] = block.getUint32(index * 4);
  const at = (index: number): number => words[index] ?? 0;
  for (let index = 16; index < 64; index++) {
    const a = at(index - 15);
    const b = at(index - 2);
    const small = rotated(a, 7) ^ rotated(a, 18) ^ (a >>> 3);
    const large = rotated(b, 17) ^ rotated(b, 19) ^ (b >>> 10);
    words[index] = at(index - 16) + small + at(index - 7) + large;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let index = 0; index < 64; index++) {
    const sum1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + sum1 + choice + (roundConstants[index] ?? 0) + at(index)) | 0;
    const sum0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = (sum0 + majority) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => (state[index] = (state[index] ?? 0) + word));
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
  for (let offset = 0; offset < length; offset += 64) compress(state, new DataView(padded.buffer, offset, 64));
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
}

/** As Node's, for `createHash('sha256').update(text, 'utf8').digest('hex')` and nothing else. */
export function createHash(algorithm: string): {
  update(text: string, encoding?: string): { digest(encoding: string): string };
} {
  if (algorithm !== 'sha256') throw new Error(`Only sha256 is here, not ${algorithm}`);
  return {
    update: (text) => ({ digest: () => sha256Hex(new TextEncoder().encode(text)) }),
  };
}
