import { parseEuro, parseRatio } from '../../chaincode/domain/units';
import { type AgentsApi } from '../client/agents-api';
import { inParallel } from '../client/in-parallel';
import { sum } from './sum';

/** What an agent did in a day, and has. Amounts in millionths. */
export interface AgentReport {
  readonly member: string;
  /** The day's listings that it attested. */
  readonly attested: readonly string[];
  /** TRUST minted to it, and eEuro paid to it out of the fees. */
  readonly minted: bigint;
  readonly paid: bigint;
  /** TRUST that a false attestation cost it. */
  readonly burned: bigint;
  readonly stake: bigint;
  /** Its own score, 0..5. */
  readonly score: bigint;
}

/** What the agents of a network did for a day of a market (spec 14). */
export interface AgentsReport {
  readonly agents: readonly AgentReport[];
  /** The day's listings that settled without an attestation. */
  readonly timedOut: readonly string[];
  /** Epochs that the day's listings counted in. */
  readonly epochs: readonly number[];
  /** Micro-eEuro of all epochs: held for their traders, and shared out to them. */
  readonly feesHeld: bigint;
  readonly feesShared: bigint;
}

/** Epochs read at once. */
const AT_ONCE = 8;

/** Reads what agents did for some listings. Undefined where nobody has ever staked trust coin. Reads two keys per epoch. */
export async function readAgents(api: AgentsApi, listings: ReadonlySet<string>): Promise<AgentsReport | undefined> {
  const agents = await api.agents();
  if (agents.length === 0) return undefined;
  const epochs = await api.epochs();
  const sharings = await inParallel(epochs, AT_ONCE, ({ number }) => api.feeSharing(number));
  const ofDay = epochs.filter((epoch) => epoch.listings.some((listing) => listings.has(listing)));
  const attestations = (await inParallel(ofDay, AT_ONCE, ({ number }) => api.attestations(number)))
    .flat()
    .filter(({ listing }) => listings.has(listing));
  return {
    agents: agents.map(({ member, stake, score }) => {
      const own = attestations.filter((attestation) => attestation.member === member);
      return {
        member,
        attested: own.filter(({ outcome }) => outcome === 'attested').map(({ listing }) => listing),
        minted: sum(own, ({ minted }) => parseEuro(minted)),
        paid: sum(own, ({ paid }) => parseEuro(paid)),
        burned: sum(own, ({ burned }) => parseEuro(burned)),
        stake: parseEuro(stake),
        score: parseRatio(score),
      };
    }),
    timedOut: attestations.filter(({ outcome }) => outcome === 'timedOut').map(({ listing }) => listing),
    epochs: ofDay.map(({ number }) => number),
    feesHeld: sum(sharings, ({ fees, paid }) => parseEuro(fees) - parseEuro(paid)),
    feesShared: sum(sharings, ({ paid }) => parseEuro(paid)),
  };
}
