import { type CliCommand } from '../../command';
import { table } from '../../member/print';
import { Profiles } from '../../member/profiles';

/** The members that the program remembers. */
export const profile: CliCommand = {
  name: 'profile',
  summary: 'show the members that are remembered here, or choose another one',
  group: 'Members',
  configure(command, io) {
    command
      .description('Without a name, shows the profiles; with one, takes it into use. The files are private to you.')
      .argument('[name]', 'profile to take into use')
      .option('--forget', 'forget it instead; a key that is here stays')
      .option('--json', 'print the profiles as JSON')
      .action(async (name: string | undefined, options: { forget?: true; json?: true }) => {
        const profiles = await Profiles.open(io);
        if (name !== undefined && options.forget) {
          profiles.get(name);
          await profiles.forget(name);
        } else if (name !== undefined) await profiles.use(name);
        const now = await Profiles.open(io);
        if (options.json) {
          io.stdout.write(`${JSON.stringify({ current: now.current ?? null, profiles: now.all }, null, 2)}\n`);
          return;
        }
        const rows = Object.entries(now.all).map(([each, { member, url, key }]) => [
          each === now.current ? '*' : '',
          each,
          member,
          url,
          key,
        ]);
        io.stdout.write(`${table(['', 'name', 'member', 'gateway', 'key'], rows)}\n`);
      });
  },
};
