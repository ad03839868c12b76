import { type Agent, type Epoch } from '../../client';
import { type RecordChange } from '../../chaincode/wire/events';
import { formatMicros } from '../../chaincode/domain/units';
import { type AgentsApi } from '../client/agents-api';

/**
 * The present epoch and its agents' scores, kept up from the events of the ledger, which hold every record that changes:
 * so an agent needn't ask for them each time a listing is cleared.
 */
export class AgentsMirror {
  private readonly scores = new Map<string, string>();
  private present: Epoch | undefined;

  constructor(private readonly api: AgentsApi) {}

  /** Throws before it was read for the first time. */
  get epoch(): Epoch {
    if (!this.present) throw new Error('The present epoch has not been read yet');
    return this.present;
  }

  /** Those who have a seat, with their own scores as decimal strings. */
  get seated(): readonly Pick<Agent, 'member' | 'score'>[] {
    return this.epoch.agents.map((member) => ({ member, score: this.scores.get(member) ?? '0' }));
  }

  /** Reads everything anew. */
  async read(): Promise<void> {
    const [epoch, agents] = await Promise.all([this.api.presentEpoch(), this.api.agents()]);
    this.present = epoch;
    for (const { member, score } of agents) this.scores.set(member, score);
  }

  /** Takes what an event says has changed. */
  take(changes: readonly RecordChange[]): void {
    for (const { key, value } of changes) {
      if (key.startsWith('agent/')) {
        const { member, score } = value as { member: string; score: string };
        this.scores.set(member, formatMicros(BigInt(score)));
      } else if (key.startsWith('epoch/')) {
        const epoch = value as Epoch;
        if (epoch.number >= (this.present?.number ?? 0)) this.present = epoch;
      }
    }
  }
}
