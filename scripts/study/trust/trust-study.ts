import { type Community } from '../../../agents/community/community';
import { type Figures, figuresOf } from './figures';
import { type Replay, replayStudy } from './replay';
import { makeCast } from './study-members';

export interface StudyOptions {
  readonly members: number;
  readonly cheaters: number;
  readonly days: number;
  /** Per cent of the cheaters' trades that they break. */
  readonly broken: number;
  readonly seed: number;
}

/** The source's table 4.3: 130 members, of whom 30 cheat; two weeks. */
export const defaultStudy: StudyOptions = { members: 130, cheaters: 30, days: 14, broken: 60, seed: 14 };

export type GroupName = 'honest' | 'cheating';

/** One way that the fortnight can go. */
export interface Scenario {
  readonly name: 'cheating' | 'control';
  readonly brokenPromises: number;
  readonly total: Readonly<Record<GroupName, Figures>>;
  readonly byDay: readonly Readonly<Record<GroupName, Figures>>[];
}

export interface TrustStudy {
  readonly community: string;
  readonly options: StudyOptions;
  readonly sizes: Readonly<Record<GroupName, number>>;
  /** The cheaters cheat; and the same members, offers and accidents, but nobody cheats. */
  readonly scenarios: readonly [Scenario, Scenario];
  /** Offers by the points that they were made with, all members, after the first two days. */
  readonly byPoints: readonly { readonly points: number; readonly figures: Figures }[];
}

/** Days until points say something: everybody begins as a newcomer. */
const WARMING_UP = 2;

/**
 * Replays two weeks with members of whom some break promises, and once more with nobody who does. The honest group are
 * the owners of panels who keep their promises, as all cheaters own panels.
 */
export function studyTrust(community: Community, options: StudyOptions): TrustStudy {
  const cast = makeCast(community, options);
  const groups = { honest: cast.peers, cheating: cast.cheaters };
  const days = Array.from({ length: options.days }, (_, day) => day);
  const scenario = (name: Scenario['name'], replay: Replay): Scenario => {
    const byGroup = (chosen: readonly number[]) => ({
      honest: figuresOf(replay, chosen, ({ id }) => groups.honest.has(id)),
      cheating: figuresOf(replay, chosen, ({ id }) => groups.cheating.has(id)),
    });
    return {
      name,
      brokenPromises: replay.brokenPromises,
      total: byGroup(days),
      byDay: days.map((day) => byGroup([day])),
    };
  };
  const cheated = replayStudy(community, cast, options);
  const control = replayStudy(community, cast, { ...options, broken: 0 });
  const warm = days.filter((day) => day >= WARMING_UP);
  return {
    community: community.name,
    options,
    sizes: { honest: cast.peers.size, cheating: cast.cheaters.size },
    scenarios: [scenario('cheating', cheated), scenario('control', control)],
    byPoints: [1, 2, 3, 4].map((points) => ({
      points,
      figures: figuresOf(cheated, warm, (offer) => offer.points === points),
    })),
  };
}
