import path from 'node:path';
import { validForMs } from '../node-identities';
import { nodesOf } from '../organization-cas';
import { type NetworkHome } from './network-home';

/** Whose certificate ends first in an organisation, and when. */
export interface CertificateStatus {
  readonly organization: string;
  readonly holder: string;
  /** Whole days from now, negative when it has ended. */
  readonly daysLeft: number;
}

/** For each organisation the certificate of its administrator or a node that ends first. */
export async function certificateStatuses({ plan }: Pick<NetworkHome, 'plan'>): Promise<CertificateStatus[]> {
  const statuses: CertificateStatus[] = [];
  for (const [organization, nodes] of nodesOf(plan)) {
    const holders = [{ name: 'admin', home: path.join(organization.home, 'admin') }, ...nodes];
    const left = await Promise.all(
      holders.flatMap(({ name, home }) =>
        ['msp/signcerts/certificate.pem', 'tls/server.crt'].map(async (file) => ({
          holder: name,
          ms: await validForMs(path.join(home, file)),
        })),
      ),
    );
    const first = left.filter(({ ms }) => Number.isFinite(ms)).sort((a, b) => a.ms - b.ms)[0];
    if (!first) continue;
    statuses.push({
      organization: organization.name,
      holder: first.holder,
      daysLeft: Math.floor(first.ms / 86_400_000),
    });
  }
  return statuses;
}
