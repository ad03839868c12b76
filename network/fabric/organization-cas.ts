import path from 'node:path';
import { type OrganizationCa, startOrganizationCa } from '../devnet/ca/organization-ca';
import { enrolledCertificates } from './enrolled-certificates';
import { FabricNetworkError } from './fabric-network-error';
import { type NetworkLog } from './fabric-network-options';
import {
  chaincodeHolder,
  chaincodeHome,
  gatewayHome,
  gatewayName,
  loopbackHost,
  type NetworkPlan,
  type OrganizationPlan,
  type PeerOrganizationPlan,
} from './network-plan';
import { type CertificateHolder, provisionIdentities } from './node-identities';
import { tlsAuthority } from './tls-authority';

/** The running CAs of all organisations, the orderers' included. */
export interface OrganizationCas {
  /** @throws FabricNetworkError for an organisation that isn't in the plan. */
  of(mspId: string): OrganizationCa;
  stop(): Promise<void>;
}

/** Starts every organisation's CA and gives its administrator and nodes their certificates, unless they have them. */
export async function startOrganizationCas(plan: NetworkPlan, log: NetworkLog): Promise<OrganizationCas> {
  const cas = new Map<string, OrganizationCa>();
  const stop = async (): Promise<void> => {
    await Promise.all([...cas.values()].map((ca) => ca.stop()));
  };
  try {
    for (const [organization, nodes] of nodesOf(plan)) {
      const home = path.join(organization.home, 'ca');
      const { mspId, name, host, caPort: port } = organization;
      const ca = await startOrganizationCa({ mspId, name, home, host, port, log });
      cas.set(mspId, ca);
      const { source, close } = await enrolledCertificates(ca, await tlsAuthority(organization));
      await provisionIdentities(organization, nodes, source).finally(close);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    of(mspId) {
      const ca = cas.get(mspId);
      if (ca === undefined) throw new FabricNetworkError(`No CA belongs to ${mspId}.`);
      return ca;
    },
    stop,
  };
}

/** An organisation's REST gateway, where it has one: it serves HTTPS, and looks for a renewed certificate by itself. */
function gatewayOf(organization: PeerOrganizationPlan): CertificateHolder[] {
  const { host, gatewayPort } = organization;
  if (gatewayPort === undefined) return [];
  return [{ name: gatewayName(organization), home: gatewayHome(organization), host, role: 'gateway' }];
}

/** Every organisation with its nodes, the servers of its chaincodes and its gateway. */
export function nodesOf(plan: NetworkPlan): [OrganizationPlan, CertificateHolder[]][] {
  const orderers = plan.orderers.map(({ name, home, host }) => ({ name, home, host, role: 'orderer' as const }));
  return [
    ...(plan.ordererOrganization
      ? [[plan.ordererOrganization, orderers] as [OrganizationPlan, CertificateHolder[]]]
      : []),
    ...plan.organizations.map((organization): [OrganizationPlan, CertificateHolder[]] => [
      organization,
      [
        ...organization.peers.flatMap((peer): CertificateHolder[] => [
          { name: peer.name, home: peer.home, host: peer.host, role: 'peer' },
          { name: chaincodeHolder(peer), home: chaincodeHome(peer), host: loopbackHost, role: 'chaincode' },
        ]),
        ...gatewayOf(organization),
      ],
    ]),
  ];
}
