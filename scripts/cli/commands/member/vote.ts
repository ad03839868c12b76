import { type CastVoteRequest, type Vote } from '../../../../client';
import { CliError, exitCodes } from '../../cli-error';
import { type CliCommand } from '../../command';
import { asMember } from '../../member/member-command';
import { list, print, table } from '../../member/print';

/** Votes of the network. */
export const vote: CliCommand = {
  name: 'vote',
  summary: 'see votes, and cast one: the last one that is needed executes the command',
  group: 'Governance',
  configure(command, io) {
    command.description('Voters decide on the network by votes on commands. The first yes opens a vote.');
    asMember<{ readonly all?: true }>(
      command.command('list').description('Shows the open votes.').option('--all', 'past ones, too'),
      io,
      async ({ client, options }) => {
        const votes = await client.votes.getVotes({ pageSize: '200' }).all();
        const wanted = options.all ? votes : votes.filter(({ state }) => state === 'open');
        print(io, options, wanted, () =>
          table(
            ['vote', 'state', 'yes', 'opened', 'arguments'],
            wanted.map((each) => [
              each.id,
              each.state,
              yes(each),
              each.openedAt,
              short(JSON.stringify(each.arguments)),
            ]),
          ),
        );
      },
    );
    asMember(
      command.command('show').description('Shows a vote and who has voted.').argument('<vote>', 'id of the vote'),
      io,
      async ({ client, options }, id = '') => {
        const found = await client.votes.getVote({ vote: id });
        print(io, options, found, () => shown(found));
      },
    );
    asMember(
      command
        .command('cast')
        .description('Votes yes to a command, like: sunledger vote cast SetParameter name=B value=0.4')
        .argument('<command>', 'SetParameter, GrantRole, AddVoter, RegisterStorageUnit, ...')
        .argument('[arguments...]', 'its arguments, each as name=value'),
      io,
      async ({ client, options }, name = '', ...given) => {
        const request = { command: name, arguments: argumentsOf(given.flat()) } as CastVoteRequest;
        const receipt = await client.votes.castVote(request);
        print(io, options, receipt, () => shown(receipt.result));
      },
    );
  },
};

function argumentsOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((each) => {
      const [, name, value] = /^(\w+)=(.*)$/s.exec(each) ?? [];
      if (name === undefined || value === undefined) {
        throw new CliError(`An argument of a vote is name=value; found ${each}`, { exitCode: exitCodes.usage });
      }
      return [name, value];
    }),
  );
}

const LONGEST = 60;
const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)} ...` : text);

const yes = ({ ballots }: Vote): number => ballots.filter((ballot) => ballot.yes).length;

const shown = (found: Vote): string =>
  [
    list([
      ['Vote', found.id],
      ['State', found.state],
      ...Object.entries(found.arguments).map(([name, value]) => [name, short(value)] as const),
      ['Opened', found.openedAt],
      ['Closed', found.closedAt],
    ]),
    '',
    table(
      ['voter', 'vote', 'at'],
      found.ballots.map((ballot) => [ballot.voter, ballot.yes ? 'yes' : 'no', ballot.at]),
    ),
  ].join('\n');
