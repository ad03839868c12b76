import { type Command } from 'commander';
import { type Io } from '../command';
import { connect, type Connection, type ConnectOptions, withConnection } from './connect';
import { explained } from './explain-problem';

/** What the action of a member's command gets. */
export interface MemberAction<O> extends Connection {
  readonly options: O & ConnectOptions;
  readonly io: Io;
}

/** Gives a command the options of a connection and an action that acts as a member. */
export function asMember<O>(
  command: Command,
  io: Io,
  act: (action: MemberAction<O>, ...args: string[]) => Promise<void>,
): Command {
  return withConnection(command).action(async (...given: unknown[]) => {
    const args = given.slice(0, -2) as string[];
    const options = given.at(-2) as O & ConnectOptions;
    const names = command.options.map((option) => option.long?.slice(2) ?? '');
    await explained(
      connect(options, io).then((connection) => act({ ...connection, options, io }, ...args)),
      names,
    );
  });
}

/** An id for something new that its maker names: short, and hardly ever the same twice. */
export function freshId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(5));
  return `${prefix}-${Array.from(bytes, (byte) => byte.toString(36).padStart(2, '0')).join('')}`;
}
