import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type GatewayOptions } from '../../gateway-api/gateway-options';
import { readTlsFiles } from '../../gateway-api/http/tls-files';
import { peerTransport } from '../../network/peer-transport';
import { type GatewayTransport, type PeerEndpoint } from '../../network/running-network';
import { ConfigError, type GatewayConfig, type PeerConfig } from './gateway-config';

/** What a configuration names, read and checked: ready to be started. */
export interface LoadedGateway {
  readonly options: Omit<GatewayOptions, 'log'>;
  readonly transport: GatewayTransport;
}

/** Reads the files that a configuration names. Throws ConfigError with every one that can't be used. */
export async function loadGateway({ values, peers }: GatewayConfig): Promise<LoadedGateway> {
  const problems: string[] = [];
  const pem = (name: string, file: string) => contentOf(name, file, /-----BEGIN CERTIFICATE-----/, problems);
  const tlsRootPem = await pem('organization.ca.tlsRoot', values['organization.ca.tlsRoot']);
  const endpoints = await Promise.all(peers.map((peer, index) => endpointOf(peer, index, pem)));
  const secretFile = values['organization.identity.secretFile'];
  const secret =
    secretFile === undefined
      ? (values['organization.identity.secret'] ?? '')
      : (await contentOf('organization.identity.secretFile', secretFile, /^\S{1,200}\s*$/, problems)).trim();
  const { 'tls.certificate': certificateFile, 'tls.key': keyFile } = values;
  const tls = certificateFile === undefined || keyFile === undefined ? undefined : { certificateFile, keyFile };
  if (tls) await readTlsFiles(tls).catch((error: unknown) => problems.push(`tls: ${sentence(error)}`));
  if (problems.length > 0) throw new ConfigError(problems);

  const transport = peerTransport(endpoints);
  const mspId = values['organization.mspId'];
  const enrollmentId = values['organization.identity.enrollmentId'];
  const ca = { name: values['organization.ca.name'], url: values['organization.ca.url'], tlsRootPem };
  const organizations = [{ mspId, name: values['organization.name'], ca, reader: { enrollmentId, secret } }];
  const { 'network.channel': channel, 'network.chaincode': chaincode, 'database.url': url, home } = values;
  const options: LoadedGateway['options'] = {
    network: { channel, chaincode, transport, organizations },
    home,
    database: url === undefined ? { file: path.join(home, 'gateway.db') } : { url },
    host: values['listen.host'],
    port: values['listen.port'],
    origins: values['listen.origins']?.split(',') ?? [],
    operations: { host: values['operations.host'], port: values['operations.port'] },
    behindProxy: values.proxy,
    limits: {
      bodyBytes: values['limits.bodyBytes'],
      requestMs: values['limits.requestSeconds'] * 1000,
      perAddress: { perSecond: values['limits.addressPerSecond'], burst: values['limits.addressBurst'] },
      perMember: { perSecond: values['limits.memberPerSecond'], burst: values['limits.memberBurst'] },
    },
    queue: { perMember: values['limits.writesPerMember'], overall: values['limits.writes'] },
    sessions: {
      idleMs: values['sessions.idleSeconds'] * 1000,
      longestMs: values['sessions.longestSeconds'] * 1000,
    },
    passphraseCost: values.passphraseCost,
    shutdown: {
      noticeMs: values['shutdown.noticeSeconds'] * 1000,
      withinMs: values['shutdown.withinSeconds'] * 1000,
    },
    ...(values.keyFile === undefined ? {} : { keyFile: values.keyFile }),
    ...(tls ? { tls } : {}),
  };
  return { options, transport };
}

async function endpointOf(
  { address, tlsRoot, serverName }: PeerConfig,
  index: number,
  pem: (name: string, file: string) => Promise<string>,
): Promise<PeerEndpoint> {
  const tlsRootPem = await pem(`network.peers[${index}].tlsRoot`, tlsRoot);
  return { address, tlsRootPem, serverName: serverName ?? address.replace(/:\d+$/, '') };
}

async function contentOf(name: string, file: string, matches: RegExp, problems: string[]): Promise<string> {
  try {
    const text = await readFile(file, 'utf8');
    if (matches.test(text)) return text;
    problems.push(`${name}: ${file} does not hold ${name.endsWith('secretFile') ? 'one secret' : 'a PEM certificate'}`);
  } catch (error) {
    problems.push(`${name}: ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`);
  }
  return '';
}

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error));
