import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Cost of a secret that a person chose: about 60 ms and 32 MiB a guess. */
const CHOSEN_COST = 2 ** 15;
/** Cost of a secret of ours: 144 random bits can't be guessed, so stretching them would only slow the CA down. */
const RANDOM_COST = 2 ** 10;
const BLOCK_SIZE = 8;
const KEY_BYTES = 32;
/** Longer secrets aren't worth hashing: nobody has one. */
export const MAX_SECRET_LENGTH = 1024;

/** A new secret of 24 random bytes in base64url. */
export function randomSecret(): string {
  return randomBytes(24).toString('base64url');
}

/** A salted scrypt hash of the secret, with its parameters: the only form in which a secret is kept. */
export async function hashSecret(secret: string, origin: 'chosen' | 'random'): Promise<string> {
  const cost = origin === 'chosen' ? CHOSEN_COST : RANDOM_COST;
  const salt = randomBytes(16);
  const key = await derive(secret, salt, cost);
  return ['scrypt', cost, salt.toString('base64'), key.toString('base64')].join('$');
}

/** Whether the secret is the one of the hash; takes as long whatever the answer. */
export async function isSecret(secret: string, hash: string): Promise<boolean> {
  const [, cost = '', salt = '', key = ''] = hash.split('$');
  const derived = await derive(secret.slice(0, MAX_SECRET_LENGTH), Buffer.from(salt, 'base64'), Number(cost));
  return timingSafeEqual(derived, Buffer.from(key, 'base64')) && secret.length <= MAX_SECRET_LENGTH;
}

/** A hash that no secret has, to spend the same time on an identity that doesn't exist. */
export const nobodysHash = [
  'scrypt',
  RANDOM_COST,
  randomBytes(16).toString('base64'),
  randomBytes(KEY_BYTES).toString('base64'),
].join('$');

function derive(secret: string, salt: Buffer, cost: number): Promise<Buffer> {
  const options = { N: cost, r: BLOCK_SIZE, p: 1, maxmem: 256 * cost * BLOCK_SIZE };
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, KEY_BYTES, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
