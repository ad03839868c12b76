import { formatMicros } from '../../chaincode/domain/units';
import { type AgentsReport } from './agents-report';

/** What agents did, as JSON: amounts and scores as decimal strings. */
export interface AgentsDocument {
  readonly agents: readonly {
    readonly member: string;
    readonly attested: readonly string[];
    readonly minted: string;
    readonly paid: string;
    readonly burned: string;
    readonly stake: string;
    readonly score: string;
  }[];
  readonly timedOut: readonly string[];
  readonly epochs: readonly number[];
  readonly feesHeld: string;
  readonly feesShared: string;
}

export const agentsDocument = (report: AgentsReport): AgentsDocument => ({
  ...report,
  agents: report.agents.map((agent) => ({
    ...agent,
    minted: formatMicros(agent.minted),
    paid: formatMicros(agent.paid),
    burned: formatMicros(agent.burned),
    stake: formatMicros(agent.stake),
    score: formatMicros(agent.score),
  })),
  feesHeld: formatMicros(report.feesHeld),
  feesShared: formatMicros(report.feesShared),
});
