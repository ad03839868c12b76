import { type AgentLog } from '../../agents/client/agent-log';
import { type Io } from './command';

/** The log of an agent that a command runs: a line for each event, with time, what happened, and to what. */
export function agentLog({ stdout, stderr }: Pick<Io, 'stdout' | 'stderr'>): AgentLog {
  const line = (details: object, message: string) =>
    `${new Date().toISOString()} ${message} ${JSON.stringify(details)}\n`;
  return {
    info: (details, message) => stdout.write(line(details, message)),
    warn: (details, message) => stderr.write(line(details, message)),
  };
}
