import { writeFile } from 'node:fs/promises';
import { HttpTransport } from '../../client/http-transport';
import { enrollOwnKey } from '../../client/own-key/enroll-own-key';
import { OwnKeySession } from '../../client/own-key/own-key-session';
import { type GatewayOptions } from '../../gateway-api/gateway-options';
import { pathNames } from '../../gateway-api/http/ledger-route';
import { people, worldFor } from '../support/peopled-world';
import { RestWorld } from '../support/rest-world';
import { sampleCaller } from '../support/sample-calls';
import { type Fuzzed } from './run-fuzz';
import { type SampleRoute, sampleRequest, sampleRoutes } from '../support/sample-requests';

/** A request that is known to succeed, in the parts that schemathesis knows. */
interface Sample {
  readonly token: string | null;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A member may leave only so many prepared requests unsigned. */
const OWN_KEYS = 12;
/** Sessions that may be ended. */
const SPARE_SESSIONS = 6;
const unlimited = { perSecond: 1e6, burst: 1e6 };

/**
 * A gateway to be fuzzed, before a ledger that endorses everything properly and applies nothing: what succeeds once
 * succeeds each time, whatever came before.
 */
export class FuzzTarget implements Fuzzed {
  private samples: Promise<string> | undefined;

  private constructor(private readonly rest: RestWorld) {}

  static async start(options: Partial<GatewayOptions> = {}): Promise<FuzzTarget> {
    const limits = { perAddress: unlimited, perMember: unlimited };
    const rest = await RestWorld.start({ limits, ...options });
    rest.forgetful = true;
    return new FuzzTarget(rest);
  }

  get url(): string {
    return this.rest.gateway.url;
  }

  get token(): string {
    return this.rest.token(people.member);
  }

  async writeSamples(file: string): Promise<void> {
    this.samples ??= this.makeSamples();
    await writeFile(file, await this.samples);
  }

  private async makeSamples(): Promise<string> {
    const operations: Record<string, Sample[]> = {};
    const add = (operationId: string, sample: Sample): void => void (operations[operationId] ??= []).push(sample);
    const owners: { readonly member: string; readonly token: string }[] = [];
    // One after another: the CAs of a busy machine would keep some of them waiting for too long.
    for (let index = 0; index < OWN_KEYS; index++) owners.push(await this.ownKeyMember(index));
    for (const [index, each] of sampleRoutes.entries()) {
      if (each.label.startsWith('Bootstrap') || each.operationId === 'drawAgents') continue;
      const caller = people[sampleCaller(each.label)];
      add(each.operationId, { ...this.sample(each, caller), token: this.rest.token(caller) });
      const prepared = `prepare${each.operationId.charAt(0).toUpperCase()}${each.operationId.slice(1)}`;
      const owner = owners[index % OWN_KEYS];
      if (owner) add(prepared, { ...this.sample(each, owner.member), token: owner.token });
    }
    for (const operationId of ['getHealth', 'getReadiness', 'getNetwork']) {
      add(operationId, { token: null, path: {}, query: {}, body: null });
    }
    const spare: string[] = [];
    for (let index = 0; index < SPARE_SESSIONS; index++) {
      spare.push(await this.rest.admit(`spare${index}@HouseholdsMSP`));
    }
    return JSON.stringify({ token: this.token, member: people.member, spare, operations });
  }

  stop(): Promise<void> {
    return this.rest.stop();
  }

  private sample(each: SampleRoute, caller: string): Omit<Sample, 'token'> {
    const stage = { ...this.rest.stage, world: worldFor(this.rest.stage.world, each.declaration.name) };
    const { address, body } = sampleRequest(each, caller, stage);
    const [path = '', search = ''] = address.split('?');
    const segments = path.split('/');
    const places = each.route.path.split('/');
    const inPath = pathNames(each.route.path).map((name): [string, string] => {
      return [name, decodeURIComponent(segments[places.indexOf(`{${name}}`)] ?? '')];
    });
    return {
      path: Object.fromEntries(inPath),
      query: Object.fromEntries(new URLSearchParams(search)),
      body: body ?? null,
    };
  }

  /** A member whose key is its own, which is what requests are prepared for. It need not be registered for that. */
  private async ownKeyMember(index: number): Promise<{ readonly member: string; readonly token: string }> {
    const [enrollmentId, organization] = [`own${index}`, 'HouseholdsMSP'];
    const member = `${enrollmentId}@${organization}`;
    const secret = await this.rest.register(member);
    const { call } = new HttpTransport({ url: this.url });
    const identity = await enrollOwnKey({ organization, enrollmentId, secret }, call);
    const authorization = await new OwnKeySession(identity, { origin: this.url }).authorization(call);
    return { member, token: authorization.replace('Bearer ', '') };
  }
}
