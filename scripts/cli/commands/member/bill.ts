import { type Movement, type SunledgerClient } from '../../../../client';
import { type CliCommand } from '../../command';
import { billOf, paidSince } from '../../member/bill';
import { asMember } from '../../member/member-command';
import { periodOf } from '../../member/period';
import { print, table } from '../../member/print';

/** What a member's account came to over a day or a month. */
export const bill: CliCommand = {
  name: 'bill',
  summary: 'show what a day or a month came to: energy sold and bought, fees, what came and went',
  group: 'Energy',
  configure(command, io) {
    asMember<{ readonly day?: string; readonly month?: string }>(
      command
        .description(
          'Adds up the movements of your eEuro account, energy by its hour of delivery, all else by its time on the ledger, in ' +
            'UTC. Without --day and --month, this month.',
        )
        .option('--day <day>', 'a day, like 2016-08-15')
        .option('--month <month>', 'a month, like 2016-08'),
      io,
      async ({ client, member, options }) => {
        const { from, to } = periodOf(options, new Date());
        const result = billOf(await movementsSince(client, member, 'eEuro', paidSince(from)), from, to);
        print(io, options, { member, ...result }, () =>
          [
            `${member}, ${from.slice(0, 10)} to before ${to.slice(0, 10)}`,
            '',
            table(
              ['', 'movements', 'eEuro'],
              [
                ...result.lines.map(({ what, movements, amount }) => [what, movements, amount]),
                ['Energy and fees together', '', result.energy],
                ['Change of the account', '', result.change],
              ],
            ),
            ...result.elsewhere.map(
              (month) =>
                `\nEnergy delivered in ${month} that was paid in this time is in the bill of --month ${month}.`,
            ),
          ].join('\n'),
        );
      },
    );
  },
};

/** Movements of an account, newest first, back to a time. */
export async function movementsSince(
  client: SunledgerClient,
  member: string,
  token: 'eEuro' | 'ENT' | 'TRUST',
  from: string,
): Promise<Movement[]> {
  const movements: Movement[] = [];
  for await (const movement of client.accounts.getAccountHistory({ member, token, pageSize: '200' })) {
    if (movement.at < from) break;
    movements.push(movement);
  }
  return movements;
}
