import path from 'node:path';
import { status } from '@grpc/grpc-js';
import { peer as peerProtos } from '@hyperledger/fabric-protos';
import { FabricCaClient } from '../../identity/fabric-ca-client';
import { type Enrollment } from '../../identity/fabric-ca-types';
import { type GatewayOptions } from '../../gateway-api/gateway-options';
import { startOrganizationCa, type OrganizationCa } from '../../network/devnet/ca/organization-ca';
import { chaincodeRefusal, FakePeer, peerError } from './fake-peer';
import { type MarketWorld } from './market-world';
import { people, type Person, peopledWorld, type Stage, worldFor } from './peopled-world';
import { temporaryFolder } from './test-ca';
import { TestGateway } from './test-gateway';
import { Refused, type Simulation, type TestPeer } from './test-peer';

const organizations = ['HouseholdsMSP', 'OperatorMSP', 'BankMSP'];
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const codes = {
  VALID: peerProtos.TxValidationCode.VALID,
  MVCC_READ_CONFLICT: peerProtos.TxValidationCode.MVCC_READ_CONFLICT,
  PHANTOM_READ_CONFLICT: peerProtos.TxValidationCode.PHANTOM_READ_CONFLICT,
};

/** Whom no CA would certify: its subject and its enrollment id contradict each other. */
export const uncertifiable: Person = 'impostor';

interface Authority {
  readonly ca: OrganizationCa;
  readonly client: FabricCaClient;
  readonly registrar: Enrollment;
}

/**
 * A real gateway and real CAs before a peopled world in memory: everybody is signed in, and the ledger under the gateway
 * can be exchanged for another one at any time. What Fabric itself does (ordering, endorsement policies) is left out.
 */
export class RestWorld {
  private readonly tokens = new Map<string, string>();
  /** Whether what is committed is forgotten at once, so that it can happen again. */
  forgetful = false;
  private readonly simulations = new Map<string, { readonly peer: TestPeer; readonly simulation: Simulation }>();
  private present: MarketWorld;

  private constructor(
    readonly stage: Stage,
    readonly gateway: TestGateway,
    private readonly authorities: ReadonlyMap<string, Authority>,
    private readonly fake: FakePeer,
    private readonly end: () => Promise<void>,
  ) {
    this.present = stage.world;
  }

  static async start(options: Partial<GatewayOptions> = {}): Promise<RestWorld> {
    const home = temporaryFolder();
    const fake = new FakePeer();
    const authorities = new Map(
      await Promise.all(organizations.map(async (mspId) => [mspId, await authority(mspId)] as const)),
    );
    const served = [...authorities].map(([mspId, { ca }]) => {
      return { mspId, name: nameOf(mspId), ca: ca.endpoint, registrar: ca.registrar };
    });
    const network = { channel: 'energy', chaincode: 'sunledger', transport: fake, organizations: served };
    const gateway = await TestGateway.start(network, path.join(home.folder, 'home'), options);
    const end = async (): Promise<void> => {
      await gateway.stop();
      for (const { ca, client } of authorities.values()) {
        client.close();
        await ca.stop();
      }
      home.remove();
    };
    const world = new RestWorld(await peopledWorld(), gateway, authorities, fake, end);
    world.connect();
    for (const [person, id] of Object.entries(people) as [Person, string][]) {
      if (person !== uncertifiable) await world.admit(id, attributesOf(person));
    }
    return world;
  }

  /** Puts another ledger under the gateway. */
  use(world: MarketWorld): void {
    this.present = world;
  }

  get world(): MarketWorld {
    return this.present;
  }

  token(id: string): string {
    const token = this.tokens.get(id);
    if (token === undefined) throw new Error(`${id} is not signed in`);
    return token;
  }

  /** The registrar of an organisation, who is a member like others to the gateway. */
  async registrar(mspId: string): Promise<string> {
    const { ca } = this.authorityOf(mspId);
    return await this.gateway.enroll(mspId, ca.registrar.enrollmentId, ca.registrar.secret);
  }

  /** Registers somebody with its CA and signs it in, with a key that the gateway keeps. */
  async admit(id: string, attributes: Readonly<Record<string, string>> = {}): Promise<string> {
    const [enrollmentId = '', mspId = ''] = id.split('@');
    const token = await this.gateway.enroll(mspId, enrollmentId, await this.register(id, attributes));
    this.tokens.set(id, token);
    return token;
  }

  /** Registers somebody with its CA, and answers the secret to enrol with. */
  async register(id: string, attributes: Readonly<Record<string, string>> = {}): Promise<string> {
    const [enrollmentId = '', mspId = ''] = id.split('@');
    const { ca, registrar } = this.authorityOf(mspId);
    // A connection of its own: the CA may just be closing one that was idle for long.
    const client = new FabricCaClient(ca.endpoint);
    const { secret } = await client.register(registrar, {
      enrollmentId,
      type: /^(admin|chief)$/.test(enrollmentId) ? 'admin' : 'client',
      attributes: Object.entries(attributes).map(([name, value]) => ({ name, value, ecert: true })),
      maxEnrollments: -1,
    });
    client.close();
    return secret;
  }

  async stop(): Promise<void> {
    await this.end();
  }

  private authorityOf(mspId: string): Authority {
    const found = this.authorities.get(mspId);
    if (!found) throw new Error(`There is no organisation ${mspId}`);
    return found;
  }

  private connect(): void {
    this.fake.chaincode = async (name, args, transient, { transactionId, mspId, certificatePem, endorses }) => {
      const identity = { id: '', mspId, certificatePem };
      const given = Object.fromEntries([...transient].map(([key, text]) => [key, Buffer.from(text)]));
      try {
        // The ledger of a real peer has this sentence for a transaction that it doesn't know.
        if (!name.includes(':')) throw peerError(status.UNKNOWN, 'entry not found');
        const { peer } = this.forgetful ? worldFor(this.present, name.split(':')[1] ?? '') : this.present;
        const simulation = await peer.simulate(name, args, { identity, transient: given });
        if (endorses) this.simulations.set(transactionId, { peer, simulation });
        return simulation.result;
      } catch (error) {
        if (!(error instanceof Refused) || !error.refusal) throw error;
        const { code, message, details } = error.refusal;
        throw chaincodeRefusal(code, message, details);
      }
    };
    this.fake.validate = (transactionId) => {
      const endorsed = this.simulations.get(transactionId);
      this.simulations.delete(transactionId);
      return endorsed
        ? codes[endorsed.peer.commit(endorsed.simulation)]
        : peerProtos.TxValidationCode.INVALID_OTHER_REASON;
    };
  }
}

async function authority(mspId: string): Promise<Authority> {
  const ca = await startOrganizationCa({ mspId, name: nameOf(mspId), host: '127.0.0.1', port: 0, log: silent });
  const client = new FabricCaClient(ca.endpoint);
  return { ca, client, registrar: await client.enroll(ca.registrar) };
}

const nameOf = (mspId: string): string => mspId.replace(/MSP$/, '').toLowerCase();

/** A forger's certificate claims roles that the ledger never gave it. */
const attributesOf = (person: Person): Record<string, string> =>
  person === 'forger' ? { role: 'banker', roles: 'voter,banker,marketOperator', admin: 'true' } : {};
