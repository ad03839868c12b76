import { type CliCommand } from '../../command';
import { asMember } from '../../member/member-command';
import { list, print } from '../../member/print';

interface Options {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
}

/** Registers the caller with the ledger. */
export const register: CliCommand = {
  name: 'register',
  summary: 'have the ledger know you as a member, with the personal data that your organisation keeps private',
  group: 'Members',
  configure(command, io) {
    asMember<Options>(
      command
        .description(
          'Registers you as a member. Name and e-mail go into a private collection of your organisation; the public ledger holds a hash only.',
        )
        .requiredOption('--first-name <name>', 'first name')
        .requiredOption('--last-name <name>', 'last name')
        .requiredOption('--email <address>', 'e-mail address, of one member only'),
      io,
      async ({ client, options }) => {
        const { firstName, lastName, email } = options;
        const receipt = await client.me.registerMember({ firstName, lastName, email });
        print(io, options, receipt, () =>
          list([
            ['Member', receipt.result.id],
            ['Since', receipt.result.registeredAt],
          ]),
        );
      },
    );
  },
};
