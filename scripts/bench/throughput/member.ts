import { randomBytes } from 'node:crypto';
import { type Client } from '@grpc/grpc-js';
import { connect, type Contract, hash } from '@hyperledger/fabric-gateway';
import { type TransactionDeclaration } from '../../../chaincode/wire/declaration';
import * as transactions from '../../../chaincode/wire/transactions/members';
import { FabricCaClient } from '../../../identity/fabric-ca-client';
import { type CaCredentials } from '../../../identity/fabric-ca-types';
import { signLowS } from '../../../identity/signature';
import { type NetworkOrganization, type RunningNetwork } from '../../../network/running-network';

/** What of a network can be told to another process. */
export type NetworkDescription = Pick<RunningNetwork, 'kind' | 'channel' | 'chaincode' | 'organizations'>;

/** An identity that calls the chaincode over the Fabric Gateway's gRPC service, as any outside client does. */
export class Member {
  /** The market's contract, called as this identity. */
  readonly contract: Contract;
  readonly id: string;

  constructor(
    client: Client,
    network: NetworkDescription,
    mspId: string,
    readonly enrollmentId: string,
    credentials: CaCredentials,
  ) {
    this.id = `${enrollmentId}@${mspId}`;
    const gateway = connect({
      client,
      identity: { mspId, credentials: Buffer.from(credentials.certificatePem) },
      signer: (message) => Promise.resolve(signLowS(credentials.privateKey, message)),
      hash: hash.none,
    });
    this.contract = gateway.getNetwork(network.channel).getContract(network.chaincode);
  }

  /** Submits a transaction and waits until it is committed; throws when it was invalid. */
  async submit(
    { contract, name, args, transient }: TransactionDeclaration,
    given: Readonly<Record<string, string>>,
    document?: object,
  ): Promise<void> {
    await this.contract.submit(`${contract}:${name}`, {
      arguments: Object.keys(args).map((argument) => given[argument] ?? ''),
      ...(transient && { transientData: { [transient.key]: JSON.stringify(document) } }),
    });
  }

  /** The same for a transaction that is not the market's. */
  async submitRaw(name: string, args: readonly string[]): Promise<void> {
    await this.contract.submit(name, { arguments: [...args] });
  }

  /** Asks a query; answers its parsed result. */
  async evaluate<Result>({ contract, name, args }: TransactionDeclaration, given: Readonly<Record<string, string>>) {
    const bytes = await this.contract.evaluate(`${contract}:${name}`, {
      arguments: Object.keys(args).map((argument) => given[argument] ?? ''),
    });
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as Result;
  }
}

/** The organisation's registrar, which is also its administrator on the channel. */
export async function enrolRegistrar(organization: NetworkOrganization): Promise<CaCredentials> {
  const ca = new FabricCaClient(organization.ca);
  try {
    return await ca.enroll(organization.registrar);
  } finally {
    ca.close();
  }
}

/** A member with the secret that its CA gave it, with which it can also enrol a second key. */
export interface AdmittedMember {
  readonly member: Member;
  readonly secret: string;
}

/** Admits members at the organisation's CA, good for so many keys each, and registers them on the ledger. */
export async function admitMembers(
  client: Client,
  network: NetworkDescription,
  organization: NetworkOrganization,
  count: number,
  maxEnrollments = 2,
): Promise<AdmittedMember[]> {
  const ca = new FabricCaClient(organization.ca);
  try {
    const registrar = await ca.enroll(organization.registrar);
    const admit = async (number: number): Promise<AdmittedMember> => {
      const enrollmentId = `bench-${number}-${randomBytes(3).toString('hex')}`;
      const { secret } = await ca.register(registrar, { enrollmentId, type: 'client', maxEnrollments });
      const credentials = await ca.enroll({ enrollmentId, secret });
      const member = new Member(client, network, organization.mspId, enrollmentId, credentials);
      const person = { firstName: 'Bench', lastName: `${number}`, email: `${enrollmentId}@example.org` };
      await member.submit(transactions.RegisterMember, {}, { ...person, salt: randomBytes(16).toString('hex') });
      return { member, secret };
    };
    return await Promise.all(Array.from({ length: count }, (_, number) => admit(number)));
  } finally {
    ca.close();
  }
}
