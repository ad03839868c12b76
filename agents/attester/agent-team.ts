import { type SunledgerClient } from '../../client';
import { type AgentLog } from '../client/agent-log';
import { AgentsApi } from '../client/agents-api';
import { Attester } from './attester';

/** Agents that run beside each other in one process, each with its own identity. */
export class AgentTeam {
  private readonly stopping = new AbortController();
  private readonly running: Promise<unknown>;
  readonly agents: readonly Attester[];

  /** Starts them all. */
  constructor(clients: readonly SunledgerClient[], log: AgentLog) {
    this.agents = clients.map((client) => new Attester({ api: new AgentsApi(client), log }));
    this.running = Promise.all(this.agents.map((agent) => agent.run(this.stopping.signal)));
  }

  /** Stops them, when each has finished what is under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }
}
