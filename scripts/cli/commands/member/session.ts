import { type Session, type SunledgerClient } from '../../../../client';
import { type CliCommand, type Io } from '../../command';
import { asMember } from '../../member/member-command';
import { list, print } from '../../member/print';
import { untilStopped } from '../../until-stopped';

interface FollowOptions {
  readonly json?: true;
}

/** Consumption sessions with a storage unit. */
export const session: CliCommand = {
  name: 'session',
  summary: 'take energy from a storage unit against ENT: start a session, follow it, stop it',
  group: 'Energy',
  configure(command, io) {
    command.description('A consumption session locks ENT of yours and reserves the energy that they pay for.');
    asMember<{ readonly amount: string; readonly follow?: true }>(
      command
        .command('start')
        .description('Starts a session with a storage unit.')
        .argument('<unit>', 'storage unit, like su1@HouseholdsMSP')
        .requiredOption('--amount <ENT>', 'how many ENT to lock')
        .option('--follow', 'follow it until it ends'),
      io,
      async ({ client, member, options }, unit = '') => {
        const { amount } = options;
        const receipt = await client.storage.startConsumptionSession({ unit, amount });
        print(io, options, receipt, () => shown(receipt.result));
        if (options.follow) await follow(client, unit, member, options, io);
      },
    );
    asMember(
      command
        .command('follow')
        .description('Shows your session with a storage unit each time something moves it, until it ends or Ctrl-C.')
        .argument('<unit>', 'storage unit'),
      io,
      ({ client, member, options }, unit = '') => follow(client, unit, member, options, io),
    );
    asMember(
      command
        .command('stop')
        .description('Ends your session with a storage unit; what is left of the ENT is free again.')
        .argument('<unit>', 'storage unit'),
      io,
      async ({ client, member, options }, unit = '') => {
        const receipt = await client.storage.closeConsumptionSession({ unit, member });
        print(io, options, receipt, () => shown(receipt.result));
      },
    );
  },
};

async function follow(
  client: SunledgerClient,
  unit: string,
  member: string,
  options: FollowOptions,
  io: Io,
): Promise<void> {
  await untilStopped(async (stopped) => {
    const done = new AbortController();
    const signal = AbortSignal.any([stopped, done.signal]);
    let last = '';
    const look = async (): Promise<void> => {
      const found = await sessionOf(client, unit, member);
      if (!found) throw new Error(`${member} has no session with ${unit}`);
      const line = options.json ? JSON.stringify(found) : shown(found);
      if (line !== last) io.stdout.write(`${line}\n`);
      last = line;
      if (found.state !== 'open') done.abort();
    };
    // What happens between the first look and the stream is in the first event's look.
    await look();
    for await (const { name } of client.follow({ member }, { signal })) {
      if (/^(Energy|Report|Close|Clear|Start)/.test(name)) await look();
    }
  });
}

/** A member's newest session with a unit. */
async function sessionOf(client: SunledgerClient, unit: string, member: string): Promise<Session | undefined> {
  for await (const each of client.storage.getConsumptionSessions({ unit, pageSize: '200' })) {
    if (each.member === member) return each;
  }
  return undefined;
}

const shown = ({ unit, state, locked, reserved, rate, side, expiresAt }: Session): string =>
  list([
    ['Unit', unit],
    ['State', state],
    ['Locked', `${locked} ENT`],
    ['Reserved', `${reserved} kWh`],
    ['Rate', side === 'balanced' ? rate : `${rate} (${side})`],
    ['Until', expiresAt],
  ]);
