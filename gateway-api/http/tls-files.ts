import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';

/** Where a gateway's certificate (with its chain) and key lie, as PEM. */
export interface TlsFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** A certificate that fits its key and is good now. */
export interface TlsMaterial {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly notAfter: Date;
}

/** Reads both files. Throws a sentence that says which is wrong, and how. */
export async function readTlsFiles({ certificateFile, keyFile }: TlsFiles): Promise<TlsMaterial> {
  const [cert, key] = await Promise.all([certificateFile, keyFile].map(readPem));
  if (!cert || !key) throw new Error('TLS needs a certificate and a key');
  const leaf = parsed(certificateFile, cert);
  try {
    createSecureContext({ cert, key });
  } catch (cause) {
    throw new Error(`${keyFile} does not hold the private key of the certificate in ${certificateFile}`, { cause });
  }
  const notAfter = new Date(leaf.validTo);
  if (notAfter.getTime() < Date.now()) {
    throw new Error(`The certificate in ${certificateFile} ended ${notAfter.toISOString()}`);
  }
  return { cert, key, notAfter };
}

/** When the newer of the two was changed, in ms; undefined while one of them is missing, as in the middle of a renewal. */
export async function changedAt({ certificateFile, keyFile }: TlsFiles): Promise<number | undefined> {
  try {
    return Math.max(...(await Promise.all([stat(certificateFile), stat(keyFile)])).map(({ mtimeMs }) => mtimeMs));
  } catch {
    return undefined;
  }
}

async function readPem(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new Error(`${file} cannot be read: ${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}`, { cause });
  }
}

function parsed(file: string, pem: Buffer): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new Error(`${file} holds no PEM certificate`, { cause });
  }
}
