import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type CaEndpoint } from '../../running-network';
import { type ProvisioningBinaries } from '../fabric-binaries';
import { fileExists } from '../file-exists';
import { FabricNetworkError } from '../fabric-network-error';
import { addressOf, type OrganizationPlan } from '../network-plan';
import { type NodeProcessOptions } from '../node-process';
import { caConfig, caServerConfig, type Registrar } from './ca-server-config';

/** The registrars of an organisation's two certificate authorities. Only its administrator may read the file. */
export interface Registrars {
  readonly identities: Registrar;
  readonly tls: Registrar;
}

/** An organisation's certificate authorities, as its administrator reaches them. */
export interface OrganizationAuthorities {
  /** The one that members and nodes get their identities from. */
  readonly identities: CaEndpoint;
  readonly tls: CaEndpoint;
  readonly registrars: Registrars;
}

const caName = ({ name }: OrganizationPlan): string => `${name}-ca`;
const tlsCaName = ({ name }: OrganizationPlan): string => `${name}-tls-ca`;
const caHome = ({ home }: OrganizationPlan): string => path.join(home, 'ca');
const tlsHome = (organization: OrganizationPlan): string => path.join(caHome(organization), 'tls');
const configName = 'fabric-ca-server-config.yaml';

export const caProcessName = ({ name }: OrganizationPlan): string => `ca.${name}`;
export const caLog = (organization: OrganizationPlan): string =>
  path.join(caHome(organization), 'fabric-ca-server.log');

/**
 * Writes the configuration of an organisation's fabric-ca-server, with registrars' secrets made now unless it has some,
 * and answers how to run it. Keys and databases are readable by their owner alone.
 */
export async function caServerCommand(
  binaries: Pick<ProvisioningBinaries, 'fabric-ca-server'>,
  organization: OrganizationPlan,
): Promise<NodeProcessOptions> {
  const registrars = await registrarsOf(organization);
  const identitiesHome = path.join(caHome(organization), 'identities');
  const identities = path.join(identitiesHome, configName);
  const home = tlsHome(organization);
  await writePrivate(identitiesHome, configName, caConfig(caName(organization), organization, registrars.identities));
  const tls = { name: tlsCaName(organization), registrar: registrars.tls };
  await writePrivate(home, configName, caServerConfig(organization, tls, identities));
  return {
    name: caProcessName(organization),
    // It has no setting for the mode of the files that it makes.
    command: '/bin/sh',
    args: ['-c', 'umask 077; exec "$0" start --home "$1"', binaries['fabric-ca-server'], home],
    cwd: caHome(organization),
    environment: {},
    logFile: caLog(organization),
  };
}

/**
 * How to reach an organisation's authorities.
 *
 * @throws FabricNetworkError when they were never started.
 */
export async function authoritiesOf(organization: OrganizationPlan): Promise<OrganizationAuthorities> {
  const root = path.join(tlsHome(organization), 'ca-cert.pem');
  const tlsRootPem = await readFile(root, 'utf8').catch((cause: unknown) => {
    const message = `The CA of ${organization.name} has not been started yet (${root} is missing): run \`up\` first.`;
    throw new FabricNetworkError(message, { cause });
  });
  const url = `https://${addressOf({ host: organization.host, port: organization.caPort })}`;
  return {
    identities: { name: caName(organization), url, tlsRootPem },
    tls: { name: tlsCaName(organization), url, tlsRootPem },
    registrars: await registrarsOf(organization),
  };
}

async function registrarsOf(organization: OrganizationPlan): Promise<Registrars> {
  const file = path.join(caHome(organization), 'registrars.json');
  if (await fileExists(file)) return JSON.parse(await readFile(file, 'utf8')) as Registrars;
  const registrar = (enrollmentId: string): Registrar => ({
    enrollmentId,
    secret: randomBytes(24).toString('base64url'),
  });
  const made = { identities: registrar('admin'), tls: registrar('tls-admin') };
  await writePrivate(caHome(organization), 'registrars.json', made);
  return made;
}

/** Writes a file that holds secrets, as a whole: JSON is YAML, too. */
async function writePrivate(folder: string, name: string, content: object): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, name);
  await writeFile(`${file}.new`, JSON.stringify(content, undefined, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** The certificate of an authority's own server. */
export const caTlsCertificate = (organization: OrganizationPlan): string =>
  path.join(tlsHome(organization), 'tls-cert.pem');
