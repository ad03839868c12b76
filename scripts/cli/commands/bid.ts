import { Argument } from 'commander';
import { AdaptiveBidder } from '../../../agents/bidding/adaptive-bidder';
import { BookApi } from '../../../agents/client/book-api';
import { followEvents } from '../../../agents/client/follow-events';
import { DomainError } from '../../../chaincode/domain/errors';
import { type Side } from '../../../chaincode/domain/offer';
import { parseAmount, parsePrice, parseRatio } from '../../../chaincode/domain/units';
import { wholeNumber } from '../../start/options';
import { agentLog } from '../agent-log';
import { CliError } from '../cli-error';
import { type CliCommand } from '../command';
import { signIn, type SignInOptions, withSignIn } from '../sign-in';
import { untilStopped } from '../until-stopped';

interface Options extends SignInOptions {
  readonly amount: string;
  readonly from: string;
  readonly to: string;
  readonly rate: string;
  readonly every: number;
  readonly name: string;
}

/** Bids adaptively for a member (spec 11, "Adaptive bidding"). */
export const bid: CliCommand = {
  name: 'bid',
  summary: 'bid in an order book for a member: move an unmatched order toward the other side, never past a limit',
  configure(command, io) {
    withSignIn(
      command
        .description(
          'Places an order and, once per interval, moves what is left of it toward the last outstanding price of the ' +
            'other side. It ends when all is traded; Ctrl-C stops it and leaves the order where it is. Started again ' +
            'under the same name, it takes that order up.',
        )
        .argument('<book>', 'id of the order book')
        .addArgument(new Argument('<side>', 'which side to take').choices(['buy', 'sell'])),
    )
      .requiredOption('--amount <amount>', 'how much of the token to trade')
      .requiredOption('--from <price>', 'first limit, in eEuro')
      .requiredOption('--to <price>', 'own limit, in eEuro: no order goes past it')
      .option('--rate <ratio>', 'which part of the distance is gone per interval', '0.5')
      .option('--every <seconds>', 'length of an interval', wholeNumber(1, 86_400), 60)
      .option('--name <name>', 'what the orders are called', 'auto')
      .action(async (book: string, side: Side, options: Options) => {
        const terms = readTerms(side, options);
        const { client } = await signIn(options, io);
        const bidder = made(() => {
          const events = (signal: AbortSignal) => followEvents(client, book, signal);
          const { amount, name, every } = options;
          const how = { book, name, amount, ...terms, everyMs: every * 1000, log: agentLog(io) };
          return new AdaptiveBidder({ api: new BookApi(client), events, ...how });
        });
        const traded = await untilStopped((signal) => bidder.run(signal));
        io.stdout.write(
          traded ? `All of ${options.amount} is traded.\n` : 'Stopped; what is left stays in the book.\n',
        );
      });
  },
};

function readTerms(side: Side, { amount, from, to, rate }: Options) {
  return made(() => {
    if (parseAmount(amount, '--amount') === 0n) throw new RangeError('--amount must be above 0');
    const terms = { side, ownLimit: parsePrice(to, '--to'), rate: parseRatio(rate, '--rate') };
    if (terms.rate > 1_000_000n) throw new RangeError('--rate must be at most 1');
    return { firstLimit: parsePrice(from, '--from'), terms };
  });
}

/** What the user can put right, as a sentence without a stack. */
function made<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError || error instanceof DomainError)
      throw new CliError(error.message, { cause: error });
    throw error;
  }
}
