import { BookApi } from '../../../agents/client/book-api';
import { BookKeeper } from '../../../agents/scheduler/book-keeper';
import { wholeNumber } from '../../start/options';
import { agentLog } from '../agent-log';
import { CliError } from '../cli-error';
import { type CliCommand } from '../command';
import { signIn, type SignInOptions, withSignIn } from '../sign-in';
import { untilStopped } from '../until-stopped';

/** Does for an order book what time asks for (spec 11). */
export const keepBook: CliCommand = {
  name: 'keep-book',
  summary: 'keep an order book: clear its intervals, release held trades, take void orders out',
  configure(command, io) {
    withSignIn(
      command
        .description(
          'Clears each interval of the book when it is over, lets undisputed held trades take place whose time is up, ' +
            'and takes orders out that are void. Any member may do this, and several at once. Ctrl-C stops.',
        )
        .argument('<book>', 'id of the order book'),
    )
      .option('--every <seconds>', 'how often to look', wholeNumber(1, 86_400), 30)
      .action(async (book: string, options: SignInOptions & { readonly every: number }) => {
        const api = new BookApi((await signIn(options, io)).client);
        if (!(await api.book(book))) throw new CliError(`There is no order book ${book}`);
        const keeper = new BookKeeper({ api, book, log: agentLog(io), everyMs: options.every * 1000 });
        await untilStopped((signal) => keeper.run(signal));
      });
  },
};
