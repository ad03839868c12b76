import { type GatewayProblem, isProblem, type Session } from '../../client';
import { formatMicros, parseEnergy } from '../../chaincode/domain/units';
import { type SharedFlow } from '../bidding/share-storage';
import { entFor, type StorageRates } from '../bidding/storage-policy';
import { isOwnFault } from '../client/own-fault';
import { inParallel } from '../client/in-parallel';

import { type HouseholdActor } from './cast';
import { type PlayedUnit } from './community-storage';

/** Energy that a home takes from a unit in an hour. */
export type TakenFlow = SharedFlow<HouseholdActor, PlayedUnit>;

/** Units at once; the sessions of one unit all change its reserved energy, so they come one after the other. */
const UNITS_AT_ONCE = 8;

/**
 * Opens a session (spec 12) for each flow and answers the flows that the ledger has promised, with the energy of their
 * sessions. A member that the ledger refuses goes without.
 */
export async function openSessions(
  flows: readonly TakenFlow[],
  rates: StorageRates,
  onRefused: (member: string, refusal: GatewayProblem) => void,
): Promise<TakenFlow[]> {
  const units = [...new Set(flows.map(({ unit }) => unit))];
  const opened = await inParallel(units, UNITS_AT_ONCE, async (unit) => {
    const promised: TakenFlow[] = [];
    for (const flow of flows.filter((each) => each.unit === unit)) {
      try {
        const { reserved } = await openSession(flow, formatMicros(entFor(flow.energy, rates)));
        promised.push({ ...flow, energy: parseEnergy(reserved) });
      } catch (error) {
        if (!isOwnFault(error)) throw error;
        onRefused(flow.home.api.member, error);
      }
    }
    return promised;
  });
  return opened.flat();
}

/** A session that an earlier run has left open is over: it was for energy of another hour. */
async function openSession({ home, unit }: TakenFlow, amount: string): Promise<Session> {
  try {
    return await home.storage.openSession(unit.id, amount);
  } catch (error) {
    if (!isProblem(error, 'SESSION_EXISTS')) throw error;
    await closeSession({ home, unit });
    return home.storage.openSession(unit.id, amount);
  }
}

/** Ends a session, so that unused ENT and energy go back; one that has ended by itself stays as it is. */
export async function closeSession({ home, unit }: Pick<TakenFlow, 'home' | 'unit'>): Promise<void> {
  try {
    await home.storage.closeSession(unit.id, home.api.member);
  } catch (error) {
    if (!isProblem(error, 'SESSION_NOT_OPEN')) throw error;
  }
}
