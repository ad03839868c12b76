import { Argument } from 'commander';
import { type SunledgerClient } from '../../../../client';
import { CliError } from '../../cli-error';
import { type CliCommand } from '../../command';
import { asMember, freshId } from '../../member/member-command';
import { list, print } from '../../member/print';

interface Options {
  readonly energy: string;
  readonly price: string;
  readonly unit?: string;
  readonly id?: string;
}

/** Offers or bids in an hourly market. */
export const offer: CliCommand = {
  name: 'offer',
  summary: 'offer to sell energy, or bid for it, in an hourly market',
  group: 'Trading',
  configure(command, io) {
    asMember<Options>(
      command
        .description(
          'Makes an offer in a listing that is open. MARKET is a listing (fontana_20260601T1200Z) or a market (fontana), which ' +
            'means its listing that closes first. A buyer pays at most the price, a seller gets at least it.',
        )
        .addArgument(new Argument('<side>', 'sell or buy').choices(['sell', 'buy']))
        .argument('<market>', 'listing, or market')
        .requiredOption('--energy <kWh>', 'how much, in kWh, at most 3 decimals')
        .requiredOption('--price <eEuro>', 'limit in eEuro per kWh')
        .option('--unit <unit>', 'unit that produces it (sell); unless given, your only verified one')
        .option('--id <id>', 'name of the offer; unless given, one is made'),
      io,
      async ({ client, member, options }, side = '', market = '') => {
        const listing = await listingOf(client, market);
        const { energy, price, id = freshId('o') } = options;
        const common = { listing, offer: id, energy, price };
        const receipt = await client.offers.makeOffer(
          side === 'sell'
            ? { ...common, side: 'sell', unit: options.unit ?? (await onlyUnit(client, member)) }
            : { ...common, side: 'buy' },
        );
        const { result } = receipt;
        print(io, options, receipt, () =>
          list([
            ['Offer', result.id],
            ['Listing', result.listing],
            ['Side', result.side],
            ['Energy', `${result.energy} kWh`],
            ['Price', `${result.price} eEuro/kWh`],
            ['Held', result.side === 'buy' ? `${result.escrow} eEuro` : undefined],
            ['Take it back', `sunledger cancel offer ${result.listing} ${result.id}`],
          ]),
        );
      },
    );
  },
};

/** The listing itself, or the one of a market that is open and closes first. */
async function listingOf(client: SunledgerClient, market: string): Promise<string> {
  if (market.includes('_')) return market;
  // What is still open was broadcast lately.
  const from = new Date(Date.now() - 2 * 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z');
  for await (const { id, state } of client.listings.getListings({ market, from })) {
    if (state === 'open') return id;
  }
  for await (const { id, state } of client.listings.getListings({ market })) {
    if (state === 'open') return id;
  }
  throw new CliError(`No listing of ${market} is open. \`sunledger watch --market ${market}\` shows when one opens.`);
}

/** Who has one verified unit need not name it. */
async function onlyUnit(client: SunledgerClient, member: string): Promise<string> {
  const own: string[] = [];
  for await (const { id, owner, state } of client.units.getPVs({ pageSize: '200' })) {
    if (owner === member && state === 'verified') own.push(id);
  }
  const [only, ...others] = own;
  if (only !== undefined && others.length === 0) return only;
  throw new CliError(
    only === undefined ? 'You have no verified unit to sell from.' : `--unit is needed: you have ${own.join(', ')}`,
  );
}
