import { FabricCaClient } from '../../../identity/fabric-ca-client';
import { type CaCredentials, type Revoked } from '../../../identity/fabric-ca-types';
import { parseRevocationList } from '../../../identity/revocation-list';
import { authoritiesOf } from '../ca/ca-server';
import { type ChannelConfigJson, organizationsOf } from '../channel/channel-config-json';
import { FabricNetworkError } from '../fabric-network-error';
import { type OrganizationPlan } from '../network-plan';
import { changeChannel, channelConfiguration } from './channel-update';
import { type NetworkHome } from './network-home';

/** An organisation's CA with the registrar's credentials, for as long as `work` takes. */
export async function asRegistrar<Result>(
  organization: OrganizationPlan,
  work: (client: FabricCaClient, registrar: CaCredentials) => Promise<Result>,
): Promise<Result> {
  const { identities, registrars } = await authoritiesOf(organization);
  const client = new FabricCaClient(identities);
  try {
    return await work(client, await client.enroll(registrars.identities));
  } finally {
    client.close();
  }
}

/** Revokes an identity with all its certificates at its organisation's CA. The channel learns of it by `publishCrl`. */
export async function revokeIdentity(
  organization: OrganizationPlan,
  enrollmentId: string,
  reason: string | undefined,
): Promise<Revoked> {
  return asRegistrar(organization, (client, registrar) =>
    client.revoke(registrar, { enrollmentId, ...(reason !== undefined && { reason }) }),
  );
}

/** What is on an organisation's revocation list, and where the network has it now. */
export interface PublishedCrl {
  readonly crlPem: string;
  readonly revoked: readonly string[];
  /** Channels whose configuration was changed; the others had the same list. */
  readonly channels: readonly string[];
}

/**
 * Puts the list of an organisation's revoked certificates into the configuration of every channel that has another one:
 * from then on no peer and no orderer accepts them. Only the organisation itself has to sign that.
 */
export async function publishCrl(home: NetworkHome, organization: OrganizationPlan): Promise<PublishedCrl> {
  const crlPem = await asRegistrar(organization, (client, registrar) => client.revocationList(registrar));
  const revoked = serialsIn(crlPem);
  const channels: string[] = [];
  for (const { name } of home.plan.channels) {
    const known = knownSerials(await channelConfiguration(home, name), organization.mspId);
    if (known.join() === revoked.join()) continue;
    await changeChannel(home, name, (config) => {
      for (const entry of mspEntries(config, organization.mspId)) {
        entry.revocation_list = [Buffer.from(crlPem).toString('base64')];
      }
    });
    channels.push(name);
  }
  return { crlPem, revoked, channels };
}

interface MspEntry {
  revocation_list: string[];
}

/** Where a channel keeps an organisation's MSP: among those who transact, those who order, or both. */
function mspEntries(config: ChannelConfigJson, mspId: string): MspEntry[] {
  return (['Application', 'Orderer'] as const).flatMap((part) => {
    const entry = organizationsOf(config, part)[mspId]?.values['MSP']?.value['config'];
    return entry === undefined ? [] : [entry as MspEntry];
  });
}

function knownSerials(config: ChannelConfigJson, mspId: string): string[] {
  const [entry] = mspEntries(config, mspId);
  if (!entry)
    throw new FabricNetworkError(`${mspId} is no member of the channel: it has no list of revoked certificates.`);
  return entry.revocation_list.flatMap((crl) => serialsIn(Buffer.from(crl, 'base64').toString())).sort();
}

const serialsIn = (crlPem: string): string[] => [...parseRevocationList(Buffer.from(crlPem)).serials].sort();
