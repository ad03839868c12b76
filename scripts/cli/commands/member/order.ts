import { Argument, Option } from 'commander';
import { type CliCommand } from '../../command';
import { asMember, freshId } from '../../member/member-command';
import { list, print, table } from '../../member/print';

interface Options {
  readonly amount: string;
  readonly price?: string;
  readonly kind: 'limit' | 'market' | 'ioc' | 'fok';
  readonly expires?: string;
  readonly id?: string;
}

/** Places an order in an order book. */
export const order: CliCommand = {
  name: 'order',
  summary: 'place an order in an order book',
  group: 'Trading',
  configure(command, io) {
    asMember<Options>(
      command
        .description(
          'Places an order. It trades at once as far as the other side allows; what is left of a limit order rests in the book.',
        )
        .addArgument(new Argument('<side>', 'sell or buy').choices(['sell', 'buy']))
        .argument('<book>', 'order book, like ent')
        .requiredOption('--amount <amount>', 'how much of the token')
        .option('--price <eEuro>', 'limit in eEuro per token; none for a market order')
        .addOption(
          new Option('--kind <kind>', 'what happens to what cannot trade at once')
            .choices(['limit', 'market', 'ioc', 'fok'])
            .default('limit'),
        )
        .option('--expires <time>', 'when it leaves the book by itself, like 2026-06-01T12:00:00Z')
        .option('--id <id>', 'name of the order; unless given, one is made'),
      io,
      async ({ client, options }, side = '', book = '') => {
        const { amount, price, kind, expires, id = freshId('o') } = options;
        const terms = {
          side: side === 'sell' ? ('sell' as const) : ('buy' as const),
          kind,
          amount,
          ...(price === undefined ? {} : { price }),
          ...(expires === undefined ? {} : { expiresAt: expires }),
        };
        const receipt = await client.books.placeOrder({ book, order: id, terms });
        const { order: placed, trades } = receipt.result;
        print(io, options, receipt, () =>
          [
            list([
              ['Order', placed.id],
              ['State', placed.state],
              ['Left', placed.left],
              ['Take it back', placed.state === 'open' ? `sunledger cancel order ${book} ${placed.id}` : undefined],
            ]),
            '',
            table(
              ['traded', 'price', 'eEuro'],
              trades.map((trade) => [trade.amount, trade.price, trade.total]),
            ),
          ].join('\n'),
        );
      },
    );
  },
};
