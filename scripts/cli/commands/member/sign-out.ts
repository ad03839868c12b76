import { BearerSession, isProblem, SunledgerClient } from '../../../../client';
import { type CliCommand, type Io } from '../../command';
import { explained } from '../../member/explain-problem';
import { Profiles } from '../../member/profiles';
import { StoredSessions } from '../../member/sessions';

/** Ends the session that `sign-in` has opened. */
export const signOut: CliCommand = {
  name: 'sign-out',
  summary: 'end the session that sign-in opened; a key that is here stays',
  group: 'Members',
  configure(command, io) {
    command
      .description(
        'Ends the session at the gateway and forgets it here. Profile and key stay: sign-in takes them up again.',
      )
      .option('--profile <name>', 'whose session; unless given, that of the profile in use')
      .action((options: { profile?: string }) => explained(run(options.profile, io)));
  },
};

async function run(name: string | undefined, io: Io): Promise<void> {
  const profiles = await Profiles.open(io);
  const profile = profiles.get(name);
  const sessions = new StoredSessions(profiles.folder);
  const token = profile && (await sessions.token(profile.url, profile.member));
  if (!profile || token === undefined) {
    io.stdout.write('No session is open.\n');
    return;
  }
  await sessions.forget(profile.member);
  try {
    const signer = new BearerSession(profile.member, token);
    await new SunledgerClient({ url: profile.url, signer }).auth.endSession({ session: 'current' });
  } catch (error) {
    // It ended by itself, which is as good.
    if (!isProblem(error, 'SESSION_OVER')) throw error;
  }
  io.stdout.write(`The session of ${profile.member} is over.\n`);
}
