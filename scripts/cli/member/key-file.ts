import { chmod, stat } from 'node:fs/promises';
import path from 'node:path';
import { type PortableIdentity } from '../../../client/own-key/portable-identity';
import { PassphraseSeal, type SealedKey } from '../../../gateway-api/auth/sealed-key';
import { CliError } from '../cli-error';
import { readJson, writePrivate } from './profiles';

/** Cost of scrypt: 128 MiB and about half a second, as at the gateway. */
const COST = 2 ** 17;

/** A member's own key as it lies on disk: under a passphrase, or protected by the file's permissions alone. */
interface KeyFile extends Omit<PortableIdentity, 'privateKey'> {
  readonly format: 1;
  /** PKCS#8 in base64. */
  readonly privateKey: { readonly plain: string } | { readonly sealed: SealedKey };
}

/** Keys of members whose key is here, one file each, readable by the user alone. */
export class KeyFiles {
  constructor(
    private readonly folder: string,
    private readonly cost = COST,
  ) {}

  fileOf(member: string): string {
    return path.join(this.folder, 'keys', `${member}.json`);
  }

  async has(member: string): Promise<boolean> {
    return (await readJson(this.fileOf(member))) !== undefined;
  }

  /** Keeps a key; under a passphrase unless that is empty. */
  async keep({ privateKey: plain, ...shown }: PortableIdentity, passphrase: string): Promise<void> {
    const privateKey =
      passphrase === ''
        ? { plain }
        : { sealed: await new PassphraseSeal(this.cost).seal(plain, passphrase, shown.member) };
    const content: KeyFile = { format: 1, ...shown, privateKey };
    await writePrivate(this.fileOf(shown.member), content);
  }

  /** A member's key, as it was kept; asks for the passphrase where there is one. Throws CliError. */
  async open(member: string, passphrase: () => Promise<string>): Promise<PortableIdentity | undefined> {
    const file = this.fileOf(member);
    const found = (await readJson(file)) as KeyFile | undefined;
    if (!found) return undefined;
    await this.requirePrivate(file);
    const { privateKey: kept, publicKey, channel, chaincode, mspId, certificatePem, roots } = found;
    const privateKey =
      'plain' in kept
        ? kept.plain
        : await new PassphraseSeal(this.cost).unseal(kept.sealed, await passphrase(), member);
    if (privateKey === undefined) throw new CliError(`That is not the passphrase of the key of ${member}`);
    return { channel, chaincode, member, mspId, certificatePem, roots, publicKey, privateKey };
  }

  /** A key that others can read is taken back from them, and the user is told by whom it could have been read. */
  private async requirePrivate(file: string): Promise<void> {
    if (process.platform === 'win32') return;
    const { mode } = await stat(file);
    if ((mode & 0o077) === 0) return;
    await chmod(file, 0o600);
    throw new CliError(
      `${file} could be read by other users of this machine (mode ${(mode & 0o777).toString(8)}). It is private now; if others use this machine, have the certificate revoked and sign up anew, else run the command again.`,
    );
  }
}
