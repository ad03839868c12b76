import { type Balance, LedgerProgress, type SunledgerClient, type TransportOptions } from '../../client';

import { inParallel } from '../../agents/client/in-parallel';
import { type Community } from '../../agents/community/community';
import { clockOf } from '../../agents/community/local-time';
import { makeCast } from '../../agents/simulator/cast';
import { allAtOnce } from '../../agents/simulator/market-hour';
import { DEMO_MARKET, demoParts } from '../start/demo-organizations';
import { DemoKeyring } from '../start/demo-keyring';
import { Demonstration } from '../start/demonstration';
import { recordKeeper } from '../start/record-keeper';
import { ReportBoard } from '../start/report-board';
import { type ChaosTarget } from './target';

/** How a day is played and watched. */
export interface DayOptions {
  readonly community: Community;
  readonly organizations: ChaosTarget['organizations'];
  /** A client of an organisation's gateway. */
  readonly gateway: (options: TransportOptions) => SunledgerClient;
  /** Called when everybody is admitted and the day begins. */
  readonly onBegin?: () => void;
  /** Awaited before members bid in an hour: it can hold the day. */
  readonly beforeHour?: () => Promise<void>;
  /** Called with the local time of each hour that is settled. */
  readonly onHour?: (localTime: string) => void;
  readonly signal: AbortSignal;
}

/** What a member has after the day, as decimal strings. */
export interface Holdings {
  readonly eEuro: string;
  readonly ENT: string;
}

export type Balances = ReadonlyMap<string, Holdings>;

/**
 * An hour waits this long for the agent whose turn it is, in ms. If the turn passed on because something was dead, another
 * agent would get the reward, and balances could not be compared.
 */
const agentsPatienceMs = 180_000;
/** With waits of up to ten seconds in between this outlasts every fault. */
const attempts = 12;

/**
 * Plays the first recorded day of a community through the gateways of its organisations, with storage units, the order
 * book and agents, and answers what everybody has then. It is cleared by `pay-as-clear`, which draws no lots: so the same
 * day leads to the same balances, on whatever network and whenever it is played. (Trust coin is left out: its reward for
 * an attestation depends, in the last digits, on transaction ids.)
 */
export async function playedDay(options: DayOptions): Promise<Balances> {
  const { community, organizations, signal, gateway } = options;
  const keyring = await DemoKeyring.open(undefined);
  const registrars = organizations.map(({ mspId, registrar }) => ({ mspId, ...registrar }));
  const progress = new LedgerProgress();
  const gateways = new Map(
    organizations.map(({ mspId, gateway: door }) => [mspId, gateway({ ...door, progress, signal, attempts })]),
  );
  const cast = makeCast(community.households, demoParts, registrars, keyring, (mspId) => {
    const found = gateways.get(mspId);
    if (!found) throw new Error(`The network has no gateway of ${mspId}.`);
    return found;
  });
  const refused = (member: string, code: string): void => {
    throw new Error(`The ledger refused what ${member} wanted: ${code}.`);
  };
  const demonstration = new Demonstration({
    ...{ community, cast, keyring, signal, market: DEMO_MARKET, mechanism: 'pay-as-clear', speed: undefined },
    records: recordKeeper(undefined),
    board: new ReportBoard(),
    attestationPatienceMs: agentsPatienceMs,
    audience: {
      setUp: () => undefined,
      dayBegins: () => options.onBegin?.(),
      offerRefused: refused,
      storageRefused: refused,
      hourSettled: ({ startMinute }) => options.onHour?.(clockOf(startMinute)),
      dayReported: () => undefined,
    },
  });
  try {
    await demonstration.prepare();
    await demonstration.playNextDay(async (...hour) => {
      await options.beforeHour?.();
      await allAtOnce(...hour);
    });
  } finally {
    await demonstration.close();
  }
  const { operator } = cast;
  const members = [operator, cast.banker, ...cast.households].map(({ api }) => api.member);
  const holdings = await inParallel(members, 8, async (member) => {
    const [eEuro, ENT] = await Promise.all([operator.api.balance(member), operator.api.balance(member, 'ENT')]);
    return [member, { eEuro: amounts(eEuro), ENT: amounts(ENT) }] as const;
  });
  return new Map(holdings);
}

/** What is free, and what is locked or escrowed: all that a balance consists of. */
const amounts = ({ available, locked }: Balance): string => `${available} and ${locked} locked`;

/** Members whose balances differ, with both. */
export function differences(balances: Balances, expected: Balances): string[] {
  const members = [...new Set([...balances.keys(), ...expected.keys()])];
  return members.flatMap((member) => {
    const [found, wanted] = [balances.get(member), expected.get(member)].map((each) => JSON.stringify(each));
    return found === wanted ? [] : [`${member} has ${found ?? 'nothing'} instead of ${wanted ?? 'nothing'}`];
  });
}
