import { type UnitView } from '../model/views';
import { readAll } from './api';
import { useMember } from './me';
import { type Resource, useResource } from './resources';

/** All PV units of the network. */
export function useUnits(): Resource<UnitView[]> {
  return useResource('/v1/units', () => readAll<UnitView>('/v1/units'), {
    changedBy: ({ changes }) => changes.some(({ key }) => key.startsWith('unit/')),
  });
}

/** The member's own. */
export function useOwnUnits(): Resource<UnitView[]> {
  const member = useMember();
  const units = useUnits();
  return { ...units, data: units.data?.filter(({ owner }) => owner === member) };
}
