import { type AgentsReport } from '../agents-report';
import { decimal, euro } from './format';
import { tableLines } from './table';

/** Who attested what, what it was worth, and what became of the fees. */
export function agentsLines(report: AgentsReport): string[] {
  const columns = ['agent', 'attested', 'TRUST minted', 'eEuro paid', 'stake', 'own score'].map((heading, index) => ({
    heading,
    align: index === 0 ? ('left' as const) : ('right' as const),
  }));
  const rows = report.agents.map((agent) => [
    agent.member,
    `${agent.attested.length} listings`,
    decimal(agent.minted, 6, 4),
    euro(agent.paid, 6),
    agent.burned > 0n ? 'burned' : decimal(agent.stake, 6, 2),
    decimal(agent.score, 6, 4),
  ]);
  const late = report.timedOut.length;
  return [
    ...tableLines(columns, rows),
    late === 0
      ? 'Every listing was attested before it settled.'
      : `${late} listings settled without an attestation, when the time for it was over: ${report.timedOut.join(', ')}`,
    `Fees shared out to traders so far ${euro(report.feesShared, 6)} eEuro, held for those of epochs that are not over ` +
      `${euro(report.feesHeld, 6)} eEuro.`,
  ];
}
