import { privateKeyFromPem, privateKeyToPem } from '../../identity/key-pair';
import { type FabricIdentity } from '../fabric/fabric-identity';
import { type Enrollment } from './certificate-authority';
import { type KeptKey, type KeptKeyStore, type Unlock } from './key-store';
import { type PassphraseSeal, seal, unseal } from './sealed-key';

interface Owner {
  readonly memberId: string;
  readonly mspId: string;
  readonly enrollmentId: string;
}

/** Members' keys that the gateway keeps: encrypted on disk, open only as identities of sessions and requests. */
export class KeptKeys {
  /** Keys that a token opens stay open: the token is checked at every request. */
  private readonly openedByToken = new Map<string, FabricIdentity>();

  constructor(
    private readonly store: KeptKeyStore,
    private readonly passphrases: PassphraseSeal,
    private readonly gatewayKey: Buffer,
  ) {}

  /** Keeps a key under the member's passphrase, or under the gateway's own key where a token is to open it. */
  async keep(owner: Owner, { certificatePem, privateKey }: Enrollment, passphrase?: string): Promise<FabricIdentity> {
    const pem = privateKeyToPem(privateKey);
    const unlock: Unlock = passphrase === undefined ? 'token' : 'passphrase';
    const key =
      passphrase === undefined
        ? seal(pem, this.gatewayKey, owner.memberId)
        : await this.passphrases.seal(pem, passphrase, owner.memberId);
    await this.store.keep({ member: owner.memberId, unlock, certificatePem, key });
    this.openedByToken.delete(owner.memberId);
    return { ...owner, certificatePem, privateKey };
  }

  /** The member's identity, or undefined when there is no such key or the passphrase is wrong; both take as long. */
  async openByPassphrase(owner: Owner, passphrase: string): Promise<FabricIdentity | undefined> {
    const kept = await this.store.find(owner.memberId);
    if (kept?.unlock !== 'passphrase') {
      await this.passphrases.pretend(passphrase);
      return undefined;
    }
    return identityOf(owner, kept, await this.passphrases.unseal(kept.key, passphrase, owner.memberId));
  }

  /** The identity of a member who has proved itself by a token, or undefined when it keeps no key for that. */
  async openByToken(owner: Owner): Promise<FabricIdentity | undefined> {
    const kept = await this.store.find(owner.memberId);
    if (kept?.unlock !== 'token') return undefined;
    // Another gateway on the same store may have renewed it meanwhile.
    const open = this.openedByToken.get(owner.memberId);
    if (open?.certificatePem === kept.certificatePem) return open;
    const identity = identityOf(owner, kept, unseal(kept.key, this.gatewayKey, owner.memberId));
    if (identity) this.openedByToken.set(owner.memberId, identity);
    return identity;
  }

  /** How the member's key is unlocked, or undefined when none is kept. */
  async unlockOf(member: string): Promise<Unlock | undefined> {
    return (await this.store.find(member))?.unlock;
  }
}

function identityOf(owner: Owner, kept: KeptKey, pem: string | undefined): FabricIdentity | undefined {
  if (pem === undefined) return undefined;
  return { ...owner, certificatePem: kept.certificatePem, privateKey: privateKeyFromPem(pem) };
}
