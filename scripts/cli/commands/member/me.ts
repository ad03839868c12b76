import { isProblem } from '../../../../client';
import { type CliCommand } from '../../command';
import { asMember } from '../../member/member-command';
import { list, print, table } from '../../member/print';

const tokens = ['eEuro', 'ENT', 'TRUST'] as const;

/** Who the caller is and what it holds. */
export const me: CliCommand = {
  name: 'me',
  summary: 'show who you are, your roles and what you hold',
  group: 'Members',
  configure(command, io) {
    asMember(
      command.description('Shows the member that acts, its roles and its accounts.'),
      io,
      async ({ client, member, url, options }) => {
        const { member: record } = await client.me.getCaller();
        const balances = await Promise.all(
          (record ? tokens : []).map((token) =>
            client.accounts.getBalance({ member, token }).catch((error: unknown) => {
              if (isProblem(error)) return undefined;
              throw error;
            }),
          ),
        );
        const known = balances.filter((each) => each !== undefined);
        print(io, options, { member, url, record, balances: known }, () =>
          [
            list([
              ['Member', member],
              ['Gateway', url],
              ['Status', record?.status ?? 'not registered yet: sunledger register'],
              ['Roles', record?.roles.join(', ') || '-'],
            ]),
            '',
            table(
              ['token', 'available', 'in offers', 'for withdrawal'],
              known.map(({ token, available, escrowed, lockedForWithdrawal }) => [
                token,
                available,
                escrowed,
                lockedForWithdrawal,
              ]),
            ),
          ].join('\n'),
        );
      },
    );
  },
};
