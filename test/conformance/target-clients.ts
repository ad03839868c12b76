import { connect, type Gateway, hash } from '@hyperledger/fabric-gateway';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import sinon from 'sinon';
import { generateKeyPair } from '../../identity/key-pair';
import { CertificateAuthority } from '../../network/devnet/ca/certificate-authority';
import { type RunningNetwork } from '../../network/running-network';
import { NetworkClients } from '../support/network-clients';
import { type RawSigner } from '../support/raw-proposal';

/** What only who runs the network can do: each target has its own way. */
export interface NetworkOperator {
  /** Where an organisation's CA keeps its key. */
  caFolder(mspId: string): string;
  /** Makes every peer and orderer know the list of an organisation's revoked certificates. */
  publishRevocations(mspId: string, crlPem: string): Promise<void>;
  stopOrderers(): Promise<void>;
  /** Resolves when transactions are ordered again. */
  startOrderers(): Promise<void>;
}

/** A certificate as an organisation's CA would never give one. */
export interface OddCertificate {
  /** Minutes from now; default five minutes ago. */
  readonly beginsInMinutes?: number;
  /** Seconds from its beginning plus five minutes; default an hour. */
  readonly endsInSeconds?: number;
  /** Organisational units; default `client`. */
  readonly units?: readonly string[];
}

/** Clients of a target, with its operator's help where a case needs that. */
export class TargetClients extends NetworkClients {
  constructor(
    running: RunningNetwork,
    readonly operator: NetworkOperator,
  ) {
    super(running);
  }

  /** Who holds a certificate of the organisation's CA, made with the CA's own key. */
  async holderOf(mspId: string, { beginsInMinutes, endsInSeconds, units }: OddCertificate): Promise<RawSigner> {
    const folder = this.operator.caFolder(mspId);
    const stored = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
    const authority = CertificateAuthority.open(stored('ca.key.pem'), stored('ca.cert.pem'));
    const { publicKey, privateKey } = generateKeyPair();
    const clock = sinon.useFakeTimers({ now: Date.now() + (beginsInMinutes ?? 0) * 60_000, toFake: ['Date'] });
    try {
      const certificatePem = await authority.issue({
        subject: [
          ...(units ?? ['client']).map((value) => ({ type: 'OU', value }) as const),
          { type: 'CN', value: 'odd' },
        ],
        publicKey,
        profile: 'signing',
        hosts: [],
        validForMs: (endsInSeconds ?? 3_600) * 1_000,
      });
      return { mspId, certificatePem, privateKey };
    } finally {
      clock.restore();
    }
  }

  /** A gateway of the official client for any signer, at the peer of any organisation. */
  gatewayOf(signer: RawSigner, sign: (message: Uint8Array) => Uint8Array, peerMspId = signer.mspId): Gateway {
    const within = () => ({ deadline: Date.now() + 120_000 });
    const gateway = connect({
      client: this.client(peerMspId),
      identity: { mspId: signer.mspId, credentials: Buffer.from(signer.certificatePem) },
      signer: (message) => Promise.resolve(sign(message)),
      hash: hash.none,
      evaluateOptions: within,
      endorseOptions: within,
      submitOptions: within,
      commitStatusOptions: within,
      chaincodeEventsOptions: within,
      blockEventsOptions: within,
    });
    this.closing(gateway);
    return gateway;
  }
}
