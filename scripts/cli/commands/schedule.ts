import { MarketScheduler } from '../../../agents/scheduler/market-scheduler';
import { agentLog } from '../agent-log';
import { CliError } from '../cli-error';
import { type CliCommand } from '../command';
import { signIn, type SignInOptions, withSignIn } from '../sign-in';
import { untilStopped } from '../until-stopped';

/** Runs a market in real time for its operator (spec 34). */
export const schedule: CliCommand = {
  name: 'schedule',
  summary: 'run a market in real time as its operator: open, close, clear and settle its listings',
  configure(command, io) {
    withSignIn(
      command
        .description(
          'Opens the listing of each delivery interval at the start of the one before, and closes, clears and settles it ' +
            'when bidding is over; after a stop it makes up for what it missed. Several may run for one market. The market ' +
            'has to run on real time and be operated by --member. Ctrl-C stops.',
        )
        .argument('<market>', 'id of the market'),
    ).action(async (market: string, options: SignInOptions) => {
      const api = await signIn(options, io);
      const record = await api.market(market);
      if (!record) throw new CliError(`There is no market ${market}`);
      if (record.rules.clock !== 'real') {
        throw new CliError(`Market ${market} is simulated: its operator sets its clock, there is nothing to schedule`);
      }
      if (record.operator !== api.member) {
        throw new CliError(`Market ${market} is operated by ${record.operator}, not by ${api.member}: see --member`);
      }
      const scheduler = new MarketScheduler({ api, market, log: agentLog(io) });
      await untilStopped((signal) => scheduler.run(signal));
    });
  },
};
