import { type EnergyPoint, type GetEnergyHistoryAnswer } from '../../../client/generated/types/history';
import { formatTime } from '../../../chaincode/domain/time';
import { type EnergyPoolsView, type EnergyRatesView, type SessionView, type StorageUnitView } from '../model/views';
import { read, readAll, type Receipt, write } from './api';
import { demo } from './demo';
import { type LiveEvent } from './live';
import { problemOf } from './problem';
import { type Resource, useResource } from './resources';
import { useStore } from './store';

const ofStorage = ({ changes }: LiveEvent): boolean =>
  changes.some(({ key }) => /^(storage-unit|energy-pool|session|supply\/ENT)/.test(key));

/** Energy in all units against the ENT in circulation. */
export const useEnergyPools = (): Resource<EnergyPoolsView> =>
  useResource('/v1/energy', () => read<EnergyPoolsView>('/v1/energy'), { changedBy: ofStorage });

/** What a kWh brings and costs now, in ENT. */
export const useEnergyRates = (): Resource<EnergyRatesView> =>
  useResource('/v1/energy/rates', () => read<EnergyRatesView>('/v1/energy/rates'), { changedBy: ofStorage });

/** The storage units that are in use. */
export const useStorageUnits = (): Resource<StorageUnitView[]> =>
  useResource(
    '/v1/storage-units',
    async () => (await readAll<StorageUnitView>('/v1/storage-units')).filter(({ state }) => state === 'active'),
    { changedBy: ofStorage },
  );

/** How far back is looked, and in what steps: a demonstration's hours pass in minutes. */
const LOOK_BACK = { ledger: { seconds: 4 * 86_400, width: 3600 }, demo: { seconds: 2 * 3600, width: 60 } } as const;

/** How energy and ENT went lately, the oldest first. */
export function useEnergyHistory(): Resource<readonly EnergyPoint[]> {
  const { seconds, width } = useStore(demo) ? LOOK_BACK.demo : LOOK_BACK.ledger;
  const load = async (): Promise<readonly EnergyPoint[]> => {
    const from = formatTime(Math.floor(Date.now() / 1000) - seconds);
    return (await read<GetEnergyHistoryAnswer>(`/v1/energy/history?width=${width}&from=${from}`)).items;
  };
  return useResource(`/v1/energy/history?width=${width}`, load, { changedBy: ofStorage });
}

const sessionPath = (unit: string, member: string): string =>
  `/v1/storage-units/${encodeURIComponent(unit)}/sessions/${encodeURIComponent(member)}`;

/** The member's open sessions with these units. */
export function useOwnSessions(units: readonly StorageUnitView[], member: string): Resource<SessionView[]> {
  const ids = units.map(({ id }) => id);
  const load = async (): Promise<SessionView[]> => {
    const found = await Promise.all(ids.map((unit) => sessionOf(unit, member)));
    return found.filter((session) => session?.state === 'open') as SessionView[];
  };
  return useResource(`sessions of ${member} with ${ids.join(' ')}`, load, { changedBy: ofStorage });
}

async function sessionOf(unit: string, member: string): Promise<SessionView | undefined> {
  try {
    return await read<SessionView>(sessionPath(unit, member));
  } catch (error) {
    if (problemOf(error).code === 'SESSION_NOT_FOUND') return undefined;
    throw error;
  }
}

/** Locks ENT and reserves energy of a unit for them. */
export const startSession = (unit: string, amount: string, key: string): Promise<Receipt<SessionView>> =>
  write<SessionView>('POST', `/v1/storage-units/${encodeURIComponent(unit)}/sessions`, { amount }, key);

/** Ends an own session; what is unused comes back. */
export const stopSession = (unit: string, member: string, key: string): Promise<Receipt<unknown>> =>
  write('DELETE', sessionPath(unit, member), undefined, key);
