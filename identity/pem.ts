import { IdentityError } from './identity-error';

/** DER as PEM with the label, lines of 64 characters and a closing newline, as Go and OpenSSL write it. */
export function toPem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/**
 * The DER of the first PEM block. What stands before or after it is ignored, as Fabric does.
 * Throws IdentityError when there is no complete block or it has none of the labels.
 */
export function fromPem(pem: string, ...labels: readonly string[]): Buffer {
  const [block] = pemBlocks(pem);
  if (block === undefined) throw new IdentityError(`Expected PEM with ${labels.join(' or ')}, found no PEM block`);
  if (!labels.includes(block.label)) {
    throw new IdentityError(`Expected PEM with ${labels.join(' or ')}, found ${block.label}`);
  }
  return block.der;
}

/** Every certificate of a PEM text, each as PEM of its own: the way a CA's chain travels. */
export function certificatePems(pem: string): string[] {
  return pemBlocks(pem)
    .filter((block) => block.label === 'CERTIFICATE')
    .map((block) => toPem('CERTIFICATE', block.der));
}

function pemBlocks(pem: string): { label: string; der: Buffer }[] {
  const pattern = /-----BEGIN ([A-Z0-9 ]{1,40})-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END \1-----/g;
  return [...pem.matchAll(pattern)].map(([, label = '', body = '']) => ({ label, der: Buffer.from(body, 'base64') }));
}
