import { type Actor, type Cast, type HouseholdActor } from '../../agents/simulator/cast';

/** What a member of the demonstration is there for. */
export type DemoPart = 'household' | 'storage' | 'consumer' | 'voter' | 'banker' | 'operator';

/** A member whom a newcomer may be. */
export interface DemoPerson {
  readonly member: string;
  readonly part: DemoPart;
}

/** One member for each part that there is to play; parts that nobody has are left out. */
export function demoPeople({ households, units, founder, banker, operator }: Cast): DemoPerson[] {
  const owners = new Set(units.map(({ owner }) => owner.id));
  const first = (fits: (home: HouseholdActor) => boolean): Actor | undefined => households.find(fits);
  const cast: readonly (readonly [DemoPart, Actor | undefined])[] = [
    ['household', first(({ household }) => household.pvW > 0 && !owners.has(household.id))],
    ['storage', first(({ household }) => owners.has(household.id))],
    ['consumer', first(({ household }) => household.pvW === 0)],
    ['voter', founder],
    ['banker', banker],
    ['operator', operator],
  ];
  return cast.flatMap(([part, actor]) => (actor ? [{ part, member: actor.client.member }] : []));
}
