import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';

/** A private key encrypted with AES-256-GCM. All bytes are base64. */
export interface SealedKey {
  readonly iv: string;
  readonly tag: string;
  readonly ciphertext: string;
  /** Where the key of the seal comes from a passphrase: the parameters of scrypt. */
  readonly scrypt?: { readonly salt: string; readonly cost: number };
}

const BLOCK_SIZE = 8;

/** Encrypts under a 32-byte key. `owner` is bound to the ciphertext: it can't be passed off as another member's. */
export function seal(secret: string, key: Buffer, owner: string): SealedKey {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(owner));
  const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return {
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    ciphertext: ciphertext.toString('base64'),
  };
}

/** The secret, or undefined when the key or the owner is not the one it was sealed with. */
export function unseal(sealed: SealedKey, key: Buffer, owner: string): string | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.iv, 'base64'), { authTagLength: 16 })
    .setAAD(Buffer.from(owner))
    .setAuthTag(Buffer.from(sealed.tag, 'base64'));
  try {
    return Buffer.concat([decipher.update(Buffer.from(sealed.ciphertext, 'base64')), decipher.final()]).toString();
  } catch {
    return undefined;
  }
}

/**
 * Seals under passphrases. One derivation at a time: each takes 128 bytes x `cost` x 8 of memory, 128 MiB at the
 * default cost of 2^17, which must not multiply with the number of people who sign in.
 */
export class PassphraseSeal {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly cost: number) {}

  async seal(secret: string, passphrase: string, owner: string): Promise<SealedKey> {
    const salt = randomBytes(16);
    const key = await this.derive(passphrase, salt, this.cost);
    return { ...seal(secret, key, owner), scrypt: { salt: salt.toString('base64'), cost: this.cost } };
  }

  /** The secret, or undefined when the passphrase is not the right one. */
  async unseal(sealed: SealedKey, passphrase: string, owner: string): Promise<string | undefined> {
    if (!sealed.scrypt) return undefined;
    const key = await this.derive(passphrase, Buffer.from(sealed.scrypt.salt, 'base64'), sealed.scrypt.cost);
    return unseal(sealed, key, owner);
  }

  /** Takes as long as a real attempt, so that the time does not tell whether there is a key. */
  async pretend(passphrase: string): Promise<void> {
    await this.derive(passphrase, Buffer.alloc(16), this.cost);
  }

  private derive(passphrase: string, salt: Buffer, cost: number): Promise<Buffer> {
    const derived = this.last.then(
      () =>
        new Promise<Buffer>((resolve, reject) => {
          const maxmem = 256 * BLOCK_SIZE * cost;
          scrypt(passphrase.normalize('NFKC'), salt, 32, { N: cost, r: BLOCK_SIZE, p: 1, maxmem }, (error, key) => {
            if (error) reject(error);
            else resolve(key);
          });
        }),
    );
    this.last = derived.catch(() => undefined);
    return derived;
  }
}
