import { type CliCommand } from '../../command';
import { eventText } from '../../member/event-text';
import { asMember } from '../../member/member-command';
import { untilStopped } from '../../until-stopped';

interface Options {
  readonly market?: string;
  readonly listing?: string;
  readonly mine?: true;
  readonly after?: string;
  readonly count?: string;
}

/** What happens on the ledger, live. */
export const watch: CliCommand = {
  name: 'watch',
  summary: 'watch what happens on the ledger, live, until Ctrl-C',
  group: 'Energy',
  configure(command, io) {
    asMember<Options>(
      command
        .description(
          'Prints a line for each event. A stream that breaks off is resumed, so that no event is missed. With --json, each ' +
            'line is the event with its id, which --after takes.',
        )
        .option('--market <market>', 'only this market or order book')
        .option('--listing <listing>', 'only this listing')
        .option('--mine', 'only what concerns you')
        .option('--after <id>', 'begin behind this event, like 42.0, however old')
        .option('--count <n>', 'end after so many events'),
      io,
      async ({ client, member, options }) => {
        const { market, listing, mine, after, count } = options;
        const filter = {
          ...(market === undefined ? {} : { market }),
          ...(listing === undefined ? {} : { listing }),
          ...(mine ? { member } : {}),
        };
        await untilStopped(async (signal) => {
          let left = Number(count ?? Number.POSITIVE_INFINITY);
          const onInterruption = () => io.stderr.write('The stream broke off; resuming.\n');
          for await (const each of client.follow(filter, {
            signal,
            onInterruption,
            ...(after === undefined ? {} : { after }),
          })) {
            io.stdout.write(`${options.json ? JSON.stringify(each) : eventText(each)}\n`);
            if (--left <= 0) return;
          }
        });
      },
    );
  },
};
