import { X509Certificate } from 'node:crypto';
import { type Signer } from '../fabric/decoded-block';

/** Of more certificates, the one that was seen first is forgotten. */
const MOST_NAMES = 5_000;
const names = new Map<string, string>();

/** The common name of a signer's certificate: an enrollment id, or a peer's name. Empty for what is no certificate. */
export function signerName({ certificate }: Signer): string {
  const known = names.get(certificate);
  if (known !== undefined) return known;
  const name = commonName(certificate);
  const [oldest] = names.keys();
  if (names.size >= MOST_NAMES && oldest !== undefined) names.delete(oldest);
  names.set(certificate, name);
  return name;
}

function commonName(certificate: string): string {
  try {
    const [, name = ''] = /^CN=(.*)$/m.exec(new X509Certificate(certificate).subject) ?? [];
    return name.replace(/[^ -~]/g, '?').slice(0, 140);
  } catch {
    return '';
  }
}
