import { type TrustPoints } from '../domain/trust/points';
import { newcomer, type Trust } from '../domain/trust/trust';
import { type TrustParameters, trustParameters } from '../domain/trust/trust-parameters';
import { type Ledger } from '../ledger/ledger';
import { parametersRecord, trustRecord } from '../ledger/records';

/** A member's trust; that of a newcomer where nothing is known of it. Reads one key. */
export async function findTrust(ledger: Ledger, member: string): Promise<Trust> {
  return (await ledger.get(trustRecord, member)) ?? newcomer(member);
}

/** The trust points of members as they stand. Reads one key per member. */
export async function trustPoints(
  ledger: Ledger,
  members: Iterable<string>,
): Promise<ReadonlyMap<string, TrustPoints>> {
  const points = new Map<string, TrustPoints>();
  for (const member of new Set(members)) points.set(member, (await findTrust(ledger, member)).points);
  return points;
}

/** What trust depends on, as voted. Reads one key. */
export async function loadTrustParameters(ledger: Ledger): Promise<TrustParameters> {
  return trustParameters((await ledger.get(parametersRecord, 'main'))?.values ?? {});
}
