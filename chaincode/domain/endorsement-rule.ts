/** Which organisations' peers have to endorse a change: one, or so many of several rules. */
export type EndorsementRule =
  { readonly organization: string } | { readonly atLeast: number; readonly of: readonly EndorsementRule[] };

/** From so many organisations on, all the others together are more than the majority that endorses anything else. */
const ENOUGH_TO_STAND_IN = 4;

/**
 * Who has to endorse a change of what an organisation answers for: its own peer, and as many others as make a majority
 * with it, so that neither the organisation alone nor a majority of the others can change it. In a network of four or
 * more, all the others together can, too: what an organisation that is gone has left behind is not lost.
 *
 * Undefined where the organisation is not among those that endorse, or is the only one: then the chaincode's policy
 * decides alone.
 */
export function ownersRule(organizations: readonly string[], owner: string): EndorsementRule | undefined {
  const all = [...new Set(organizations)].sort();
  const others = all.filter((each) => each !== owner).map((organization) => ({ organization }));
  if (!all.includes(owner) || others.length === 0) return undefined;
  const majority = Math.floor(all.length / 2) + 1;
  const withOwner = { atLeast: 2, of: [{ organization: owner }, { atLeast: majority - 1, of: others }] };
  if (all.length < ENOUGH_TO_STAND_IN) return withOwner;
  return { atLeast: 1, of: [withOwner, { atLeast: others.length, of: others }] };
}

/** More than half of the organisations, whichever. */
export function majorityRule(organizations: readonly string[]): EndorsementRule {
  const all = [...new Set(organizations)].sort();
  return { atLeast: Math.floor(all.length / 2) + 1, of: all.map((organization) => ({ organization })) };
}
