import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { FabricNetworkError } from '../../network/fabric/fabric-network-error';
import { addressOf, type PeerOrganizationPlan } from '../../network/fabric/network-plan';
import { trustingFetch } from './trusting-fetch';

/** How members reach an organisation's REST gateway. */
export interface GatewayDoor {
  /** https://host:port. */
  readonly url: string;
  /** `fetch` that believes the organisation's TLS CA. */
  readonly fetch: typeof fetch;
}

/** The root of the TLS CA by which members know an organisation's gateway. Nothing in it is secret. */
export const gatewayRootFile = (organization: Pick<PeerOrganizationPlan, 'home'>): string =>
  path.join(organization.home, 'msp', 'tlscacerts', 'tls-ca.pem');

/**
 * The door of an organisation's gateway.
 *
 * @throws FabricNetworkError for an organisation that has none, or before its first `up`.
 */
export async function gatewayDoor(organization: PeerOrganizationPlan): Promise<GatewayDoor> {
  const { name, host, gatewayPort: port } = organization;
  if (port === undefined) throw new FabricNetworkError(`${name} has no gateway.`);
  const file = gatewayRootFile(organization);
  const rootPem = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new FabricNetworkError(
      `The TLS CA of ${name} has not been started yet (${file} is missing): run \`up\` first.`,
      { cause },
    );
  });
  return { url: `https://${addressOf({ host, port })}`, fetch: trustingFetch(rootPem) };
}
