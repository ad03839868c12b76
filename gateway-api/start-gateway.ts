import { hkdfSync } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import pino from 'pino';
import { CertificateTrust } from '../identity/certificate-trust';
import { Admission } from './auth/admission';
import { AttemptGuard, passphraseLimits, secretLimits } from './auth/attempt-guard';
import { Authentication } from './auth/authentication';
import { Challenges } from './auth/challenges';
import { Enrolment } from './auth/enrolment';
import { FabricCa } from './auth/fabric-ca';
import { gatewayIdentity } from './auth/gateway-identity';
import { KeptKeys } from './auth/kept-keys';
import { gatewayKey, type KeptKeyStore } from './auth/key-store';
import { Organization, Organizations } from './auth/organization';
import { OwnKeyEnrolment } from './auth/own-key-enrolment';
import { defaultOwnCertificateTimes, type OwnCertificateTimes, RenewedIdentity } from './auth/renewed-identity';
import { PassphraseSeal } from './auth/sealed-key';
import { Sessions } from './auth/sessions';
import { TokenKeyRenewal } from './auth/token-key-renewal';
import { connectLedger } from './fabric/connect-ledger';
import { type FabricIdentity } from './fabric/fabric-identity';
import { type ServedOrganization } from './fabric/network-connection';
import { type GatewayLog } from './gateway-log';
import { type GatewayOptions, type RunningGateway } from './gateway-options';
import { apiRoutes } from './http/api-routes';
import { gatewayApp } from './http/app';
import { Endpoints } from './http/endpoint';
import { listen } from './http/http-server';
import { defaultDoorLimits } from './http/limits';
import { Preparations } from './http/preparations';
import { readiness } from './http/readiness';
import { GatewayOperations } from './operations/gateway-operations';
import { openGatewayState } from './operations/instances/gateway-state';
import { defaultShutdownTimes } from './operations/shutdown';
import { ReadModel } from './read-model/read-model';
import { openDatabase } from './sql/open-database';

/** Events of this many blocks back are in memory from the start, for clients that reconnect to a restarted gateway. */
const BLOCKS_REMEMBERED = 64n;

/** What has been started so far, to be stopped in the reverse order. */
type Stops = (() => Promise<void> | void)[];

/**
 * Starts the members' door to a network (spec 32). Throws when the network or a CA can't be reached or the port is taken,
 * with all that was started stopped again.
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const stops: Stops = [];
  const stop = async (): Promise<void> => {
    for (let next = stops.pop(); next; next = stops.pop()) await next();
  };
  let stopping: Promise<void> | undefined;
  try {
    return { ...(await start(options, stops)), stop: () => (stopping ??= stop()) };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(options: GatewayOptions, stops: Stops): Promise<Omit<RunningGateway, 'stop'>> {
  const { network, home } = options;
  const log = options.log ?? pino({ level: 'warn' }, pino.destination(2));
  const limits = { ...defaultDoorLimits, ...options.limits };
  const operations = new GatewayOperations(options, limits, log);
  await mkdir(home, { recursive: true, mode: 0o700 });
  const ownKey = await gatewayKey(options.keyFile ?? path.join(home, 'gateway.key'));
  const database = await openDatabase(options.database ?? { file: path.join(home, 'gateway.db') }, (error) => {
    log.warn({ err: error }, 'A connection to the database broke; the next query opens another');
  });
  stops.push(() => database.close());
  const mspIds = network.organizations.map(({ mspId }) => mspId);
  const state = await openGatewayState(database, { home, ownKey, mspIds }, log);
  stops.push(() => state.close());
  const keys = new KeptKeys(state.keys, new PassphraseSeal(options.passphraseCost ?? 2 ** 17), ownKey);
  const sessionTimes = options.sessions ?? { idleMs: 15 * 60_000, longestMs: 12 * 3_600_000 };
  const sessions = new Sessions(sessionTimes, state.sessions);
  stops.push(() => sessions.forget());

  const served = await Promise.all(
    network.organizations.map((organization) =>
      serve(organization, options.ownCertificate ?? defaultOwnCertificateTimes, state.keys, keys, log, stops),
    ),
  );
  const organizations = new Organizations(served.map(({ organization }) => organization));
  const reader = readerOf(served);
  const queue = options.queue ?? { perMember: 64, overall: 2_000 };
  const ledger = connectLedger(network, reader, state, queue, log, operations.writes);
  const model = await ReadModel.open(database, ledger.blocks, log);
  stops.push(() => model.stop());
  if (options.rebuildReadModel === true) await model.rebuild();

  const guards = {
    secrets: new AttemptGuard('secret', secretLimits, state.attempts),
    passphrases: new AttemptGuard('passphrase', passphraseLimits, state.attempts),
  };
  const enrolment = new Enrolment(organizations, keys, sessions, guards);
  const ownKeys = new OwnKeyEnrolment(organizations, sessions, guards.secrets);
  const markKey = hkdf(ownKey, 'sign-in challenges');
  const challenges = new Challenges(organizations, sessions, state.tokens, markKey, options.origins ?? []);
  const authentication = new Authentication(
    organizations,
    sessions,
    keys,
    Date.now,
    state.tokens,
    new TokenKeyRenewal(keys, log),
  );
  const admission = new Admission(organizations, sessions);
  const probe = readiness(network, ledger.client, reader, served, operations.shutdown);
  operations.watch({ ledger, sessions, model, height: () => ledger.client.height(reader), probe });
  const operationsServer = await operations.serve(probe);
  stops.push(() => operationsServer?.close());
  const routes = apiRoutes({
    network,
    ledger,
    reader,
    enrolment,
    ownKeys,
    challenges,
    preparations: new Preparations(state.once),
    sessions,
    admission,
    authentication,
    readiness: probe,
    streams: operations.streams,
    model,
  });
  const endpoints = new Endpoints({
    authentication,
    bodyBytes: limits.bodyBytes,
    memberRate: operations.memberRate(),
    shutdown: operations.shutdown,
    log,
    fingerprintKey: hkdf(ownKey, 'request fingerprints'),
  });
  const consoleFolder = options.consoleFolder ?? path.join(__dirname, '..', 'console');
  const console = {
    demo: options.demo ?? false,
    organizations: network.organizations.map(({ mspId, name }) => ({ mspId, name })),
  };
  const app = gatewayApp({
    routes,
    endpoints,
    before: operations.before(),
    behindProxy: options.behindProxy === true,
    consoleFolder,
    console,
    pages: options.pages,
  });

  const height = await ledger.client.height(reader);
  const { requestMs } = limits;
  const stopMs = options.shutdown?.withinMs ?? defaultShutdownTimes.withinMs;
  const place = { host: options.host ?? '127.0.0.1', port: options.port ?? 0 };
  const server = await listen(app, { ...place, requestMs, stopMs, tls: operations.tls });
  stops.push(() => server.close());
  // What anybody is told from here on, reads have to know of.
  model.noteLedgerHeight(height);
  ledger.onBlockTold((block) => model.noteLedgerHeight(block + 1n));
  model.start();
  ledger.events.start(height > BLOCKS_REMEMBERED ? height - BLOCKS_REMEMBERED : 0n);
  // Streams of events are requests that never end by themselves: they go before the door closes.
  stops.push(() => ledger.events.stop());
  stops.push(async () => {
    log.info({}, 'The gateway stops: it takes no more writes');
    const { left } = await operations.shutdown.begin(() => ledger.load().writes);
    if (left > 0) log.warn({ left }, 'Writes were still under way when the gateway had to stop');
  });
  log.info({ url: server.url, operationsUrl: operationsServer?.url }, 'The gateway listens');
  return { url: server.url, operationsUrl: operationsServer?.url, reload: () => server.reload() };
}

/** Makes ready to serve an organisation's members: its CA, whom it trusts, and the gateway's own identity in it. */
async function serve(
  served: ServedOrganization,
  { renewBeforeMs, lookEveryMs }: OwnCertificateTimes,
  store: KeptKeyStore,
  keys: KeptKeys,
  log: GatewayLog,
  stops: Stops,
): Promise<{ ca: FabricCa; reader: FabricIdentity; organization: Organization }> {
  const ca = new FabricCa(served.ca);
  stops.push(() => ca.close());
  const trust = new CertificateTrust(await ca.roots());
  const identity = (): Promise<FabricIdentity> => gatewayIdentity(served, ca, store, keys, trust, renewBeforeMs);
  const reader = new RenewedIdentity(await identity(), identity, log);
  reader.follow(lookEveryMs);
  stops.push(() => reader.stop());
  return { ca, reader, organization: new Organization(served.mspId, served.name, ca, trust, reader, log) };
}

/** A key for one use, derived from the gateway's own. */
const hkdf = (key: Buffer, use: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', use, 32));

function readerOf([first]: readonly { readonly reader: FabricIdentity }[]): FabricIdentity {
  if (!first) throw new Error('A gateway has to serve at least one organisation');
  return first.reader;
}
