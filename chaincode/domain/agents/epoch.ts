/**
 * Epochs of agents (spec 14): ten listings each, whose clearings its agents verify. Half way through, the next epoch's
 * agents are drawn by lot.
 */
import { DomainError } from '../errors';

/** Agents of an epoch, and listings. */
export const SEATS = 10;
export const LISTINGS_PER_EPOCH = 10;
/** From so many listings on, the next epoch's agents can be drawn: with the block that holds the last one's clearing. */
export const LISTINGS_BEFORE_DRAW = 5;

export interface Epoch {
  /** From 1. */
  readonly number: number;
  /** Who may attest, at most SEATS, sorted. A dismissed agent has lost its seat. */
  readonly agents: readonly string[];
  /** Seats for which there was nobody: who stakes next takes them. */
  readonly openSeats: number;
  /** Listings that have counted, in order: attested ones, and those whose time ran out. */
  readonly listings: readonly string[];
  /** How many of them were attested. */
  readonly attested: number;
  /** Agents who want no further seat, sorted. */
  readonly resigned: readonly string[];
  /** The next epoch's agents, once they are drawn, sorted. */
  readonly next: readonly string[] | null;
  /** The block that their draw took its seed from. */
  readonly draw: DrawBlock | null;
}

/** A block whose hash is a lottery's seed. */
export interface DrawBlock {
  readonly number: number;
  /** Lower-case hex. */
  readonly hash: string;
}

/** The first epoch: its agents are the first ten who stake. */
export const firstEpoch: Epoch = {
  number: 1,
  agents: [],
  openSeats: SEATS,
  listings: [],
  attested: 0,
  resigned: [],
  next: null,
  draw: null,
};

export const isUnderWay = ({ listings }: Epoch): boolean => listings.length > 0;
export const isOver = ({ listings }: Epoch): boolean => listings.length >= LISTINGS_PER_EPOCH;

/**
 * Gives somebody who has just staked a seat, where one is open; whoever stakes has not resigned any more. Answers the same epoch where
 * nothing changes.
 */
export function seat(epoch: Epoch, member: string): Epoch {
  const wanting = epoch.resigned.includes(member)
    ? { ...epoch, resigned: epoch.resigned.filter((agent) => agent !== member) }
    : epoch;
  if (epoch.openSeats === 0 || epoch.agents.includes(member)) return wanting;
  return { ...wanting, agents: [...epoch.agents, member].sort(), openSeats: epoch.openSeats - 1 };
}

/** Takes a dismissed agent's seats away, this epoch's and the next one's. They stay empty until they are drawn anew. */
export const unseat = (epoch: Epoch, member: string): Epoch => ({
  ...epoch,
  agents: epoch.agents.filter((agent) => agent !== member),
  next: epoch.next && epoch.next.filter((agent) => agent !== member),
});

/** Lets an agent go when this epoch is over: from then on nothing rests on its stake. */
export const resign = (epoch: Epoch, member: string): Epoch => ({
  ...epoch,
  resigned: [...epoch.resigned.filter((agent) => agent !== member), member].sort(),
  next: epoch.next && epoch.next.filter((agent) => agent !== member),
});

/** Refuses (AGENT_SEATED) to let a stake go that a seat of this epoch or the next one rests on. */
export function requireUnseated({ number, agents, next }: Epoch, member: string): void {
  const seated = agents.includes(member) ? number : next?.includes(member) ? number + 1 : undefined;
  if (seated === undefined) return;
  throw new DomainError('AGENT_SEATED', `${member} has a seat in epoch ${seated}: its stake stays until that is over`, {
    member,
    epoch: seated,
  });
}

/**
 * Counts a listing: one that was attested, or one whose time for it ran out, so that agents who are all away don't hold
 * their seats for ever. Answers the epoch, and the one that follows when it is over: with those who were drawn, or the
 * same agents, less those who resigned, where nobody drew in time.
 */
export function countListing(epoch: Epoch, listing: string, attested: boolean): [counted: Epoch, following?: Epoch] {
  if (isOver(epoch)) throw new Error(`Epoch ${epoch.number} is over and cannot count ${listing}`);
  const counted: Epoch = {
    ...epoch,
    listings: [...epoch.listings, listing],
    attested: epoch.attested + (attested ? 1 : 0),
  };
  if (!isOver(counted)) return [counted];
  const agents = counted.next ?? counted.agents.filter((agent) => !counted.resigned.includes(agent));
  return [counted, { ...firstEpoch, number: epoch.number + 1, agents, openSeats: SEATS - agents.length }];
}

/** The listing whose clearing's block gives the lottery its seed; DRAW_NOT_DUE before that is known, and too late. */
export function listingToDrawBy(epoch: Epoch): string {
  const listing = epoch.listings[LISTINGS_BEFORE_DRAW - 1];
  if (listing !== undefined && !isOver(epoch)) return listing;
  throw new DomainError(
    'DRAW_NOT_DUE',
    `Epoch ${epoch.number} has counted ${epoch.listings.length} listings: the next agents are drawn after ${LISTINGS_BEFORE_DRAW} and before ${LISTINGS_PER_EPOCH}`,
    { epoch: epoch.number, listings: epoch.listings.length },
  );
}

/**
 * Refuses (DRAW_MADE) to draw again, but by an earlier block. A transaction can be ordered a second time by whoever has
 * its envelope, as one that counts for nothing: its first block is the right one, and nobody is to choose among others.
 */
export function requireEarlier({ number, draw }: Epoch, block: DrawBlock): void {
  if (!draw || block.number < draw.number) return;
  throw new DomainError('DRAW_MADE', `The agents of epoch ${number + 1} have been drawn by block ${draw.number}`, {
    epoch: number + 1,
    block: draw.number,
  });
}
