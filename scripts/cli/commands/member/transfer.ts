import { Argument } from 'commander';
import { type CliCommand } from '../../command';
import { asMember } from '../../member/member-command';
import { list, print } from '../../member/print';

/** Moves an amount of a token to another member. */
export const transfer: CliCommand = {
  name: 'transfer',
  summary: 'move tokens to another member',
  group: 'Trading',
  configure(command, io) {
    asMember<{ readonly key?: string }>(
      command
        .description('Moves an amount of a token from your account to another member.')
        .argument('<amount>', 'like 12.5')
        .addArgument(new Argument('<token>', 'which token').choices(['ENT', 'eEuro', 'TRUST']))
        .argument('<to>', 'receiving member, like h02@HouseholdsMSP')
        .option(
          '--key <key>',
          'idempotency key: the same transfer with the same key happens once, however often it is sent',
        ),
      io,
      async ({ client, options }, amount = '', token = '', to = '') => {
        const named = token === 'ENT' || token === 'TRUST' ? token : 'eEuro';
        const key = options.key === undefined ? {} : { idempotencyKey: options.key };
        const receipt = await client.transfers.transfer({ token: named, to, amount }, key);
        print(io, options, receipt, () =>
          list([
            ['Moved', `${amount} ${token} to ${to}`],
            ['Transaction', receipt.transactionId],
          ]),
        );
      },
    );
  },
};
