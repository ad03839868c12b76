/** Three organisations with a peer each, an orderer and a client: makes transactions and blocks without a network. */
import { type KeyObject } from 'node:crypto';
import { type OrganizationRoot } from '../../chaincode/blocks/organizations';
import { generateKeyPair } from '../../identity/key-pair';
import { CertificateAuthority } from '../../network/devnet/ca/certificate-authority';
import { unpackProposal } from '../../network/devnet/endorser/proposal';
import { preparedTransaction } from '../../network/devnet/gateway-service/prepared-transaction';
import { SigningIdentity } from '../../network/devnet/msp/signing-identity';
import { committedBytes, orderBlock } from '../../network/devnet/orderer/block-writer';
import { Envelope } from '../../network/devnet/wire/common-messages';
import { ChaincodeAction, ProposalResponsePayload } from '../../network/devnet/wire/peer-messages';
import { KvRwSet, TxRwSet } from '../../network/devnet/wire/rwset-messages';
import { rawProposal, type SignedRawProposal } from './raw-proposal';

export const CHANNEL = 'energy';
export const CHAINCODE = 'sunledger';
const organizations = ['HouseholdsMSP', 'OperatorMSP', 'BankMSP'] as const;

/** What a made transaction does. */
export interface MadeAction {
  readonly writes?: Readonly<Record<string, string | null>>;
  /** null where there is no such key. */
  readonly reads?: Readonly<Record<string, readonly [block: number, transaction: number] | null>>;
  readonly answer?: string;
  readonly chaincode?: string;
  readonly channel?: string;
  readonly time?: Date;
  readonly endorsers?: readonly SigningIdentity[];
  /** Proposes what this one proposed: the same id. */
  readonly like?: MadeTransaction;
}

/** An endorsed transaction, signed by the client. */
export interface MadeTransaction {
  readonly id: string;
  readonly envelope: Buffer;
  readonly payload: Buffer;
  readonly proposal: SignedRawProposal;
}

export class MadeNetwork {
  private constructor(
    readonly authorities: ReadonlyMap<string, CertificateAuthority>,
    /** One per organisation, in their order. */
    readonly peers: readonly MadeIdentity[],
    readonly orderer: SigningIdentity,
    readonly client: MadeIdentity,
  ) {}

  static async create(): Promise<MadeNetwork> {
    const authorities = new Map<string, CertificateAuthority>();
    for (const mspId of [...organizations, 'OrdererMSP']) {
      authorities.set(mspId, await CertificateAuthority.create(`ca.${mspId}`, mspId));
    }
    const node = (mspId: string, role: string) => issue(authorities, mspId, role, role);
    return new MadeNetwork(
      authorities,
      await Promise.all(organizations.map((mspId) => node(mspId, 'peer'))),
      await node('OrdererMSP', 'orderer'),
      await node('OperatorMSP', 'client'),
    );
  }

  /** An identity of an organisation; `validForMs` below 0 is one that has expired. */
  identity(mspId: string, role: string, name = role, validForMs?: number): Promise<MadeIdentity> {
    return issue(this.authorities, mspId, role, name, validForMs);
  }

  roots(...mspIds: readonly string[]): readonly OrganizationRoot[] {
    return mspIds.map((mspId) => ({ mspId, certificate: this.authorities.get(mspId)?.certificatePem ?? '' }));
  }

  get organizationRoots(): readonly OrganizationRoot[] {
    return this.roots(...organizations);
  }

  /** An endorsed transaction's envelope, signed by the client, and its id. */
  transaction(action: MadeAction): MadeTransaction {
    const { client } = this;
    const chaincode = action.chaincode ?? CHAINCODE;
    const proposed =
      action.like?.proposal ??
      rawProposal(
        { mspId: client.mspId, certificatePem: client.certificatePem, privateKey: client.key },
        {
          channel: action.channel ?? CHANNEL,
          chaincode,
          args: ['market:ClearListing', 'x'],
          ...(action.time ? { time: action.time } : {}),
        },
      );
    const { txId, signed } = proposed;
    const proposal = unpackProposal(signed);
    const rwset = KvRwSet.encode({
      reads: Object.entries(action.reads ?? {}).map(([key, version]) => ({
        key,
        version: version === null ? undefined : { blockNum: version[0], txNum: version[1] },
      })),
      writes: Object.entries(action.writes ?? {}).map(([key, value]) => ({
        key,
        isDelete: value === null,
        value: Buffer.from(value ?? ''),
      })),
    });
    const endorsed = ProposalResponsePayload.encode({
      proposalHash: proposal.hash,
      extension: ChaincodeAction.encode({
        results: TxRwSet.encode({ namespaces: [{ namespace: chaincode, rwset, collections: [] }] }),
        response: { status: 200, message: '', payload: Buffer.from(action.answer ?? '') },
        chaincodeId: { path: '', name: chaincode, version: '1' },
      }),
    });
    const endorsements = (action.endorsers ?? this.peers.slice(0, 2)).map((peer) => {
      const endorser = Buffer.from(peer.serialized);
      return { endorser, signature: peer.sign(Buffer.concat([endorsed, endorser])) };
    });
    const { payload } = preparedTransaction(proposal, endorsed, endorsements);
    return {
      id: txId,
      envelope: Envelope.encode({ payload, signature: client.sign(payload) }),
      payload,
      proposal: proposed,
    };
  }

  /** A block as a peer gives it out. */
  block(
    envelopes: readonly Buffer[],
    parts: {
      readonly number?: number;
      readonly previousHash?: Buffer;
      readonly codes?: Buffer;
      readonly orderer?: SigningIdentity;
    } = {},
  ): Buffer {
    const ordered = orderBlock(
      parts.number ?? 7,
      parts.previousHash ?? Buffer.alloc(32, 1),
      envelopes,
      parts.orderer ?? this.orderer,
    );
    return committedBytes(ordered, parts.codes ?? Buffer.alloc(envelopes.length), Buffer.alloc(32));
  }
}

/** A node whose key a test may use. */
export type MadeIdentity = SigningIdentity & { readonly key: KeyObject };

async function issue(
  authorities: ReadonlyMap<string, CertificateAuthority>,
  mspId: string,
  role: string,
  name: string,
  validForMs = 3_600_000,
): Promise<MadeIdentity> {
  const keys = generateKeyPair();
  const certificatePem = await authorities.get(mspId)!.issue({
    subject: [
      { type: 'OU', value: role },
      { type: 'CN', value: name },
    ],
    publicKey: keys.publicKey,
    profile: 'signing',
    hosts: [],
    validForMs,
  });
  return Object.assign(new SigningIdentity({ mspId, certificatePem, privateKey: keys.privateKey }), {
    key: keys.privateKey,
  });
}
