import { type CliCommand } from '../../command';
import { asMember } from '../../member/member-command';
import { list, print } from '../../member/print';

/** Takes an own offer or order back. */
export const cancel: CliCommand = {
  name: 'cancel',
  summary: 'take an offer or an order back',
  group: 'Trading',
  configure(command, io) {
    command.description('Takes something of yours back, and gives back what it held.');
    asMember(
      command
        .command('offer')
        .description('Takes an offer back while its listing is open.')
        .argument('<listing>', 'listing, like fontana_20260601T1200Z')
        .argument('<offer>', 'name of the offer'),
      io,
      async ({ client, member, options }, listing = '', offer = '') => {
        const receipt = await client.offers.cancelOffer({ listing, member, offer });
        print(io, options, receipt, () =>
          list([
            ['Offer', receipt.result.id],
            ['State', receipt.result.state],
          ]),
        );
      },
    );
    asMember(
      command
        .command('order')
        .description('Takes what is left of an order out of its book.')
        .argument('<book>', 'order book, like ent')
        .argument('<order>', 'name of the order'),
      io,
      async ({ client, member, options }, book = '', order = '') => {
        const receipt = await client.books.cancelOrder({ book, member, order });
        print(io, options, receipt, () =>
          list([
            ['Order', receipt.result.id],
            ['State', receipt.result.state],
            ['Left', receipt.result.left],
          ]),
        );
      },
    );
  },
};
