import { Attester } from '../../../agents/attester/attester';
import { AgentsApi } from '../../../agents/client/agents-api';
import { GatewayProblem } from '../../../client';
import { serveHealth } from '../../../agents/client/serve-health';
import { type AgentLog } from '../../../agents/client/agent-log';
import { wholeNumber } from '../../start/options';
import { agentLog } from '../agent-log';
import { CliError } from '../cli-error';
import { type CliCommand, type Io } from '../command';
import { signIn, type SignInOptions, withSignIn } from '../sign-in';

interface Options extends SignInOptions {
  readonly stake?: string;
  readonly health?: number;
}

/** Verifies clearings as an agent (spec 14; spec 34). */
export const agent: CliCommand = {
  name: 'agent',
  summary: 'verify clearings as an agent: recompute each in turn, attest it, draw the next agents, share fees out',
  configure(command, io) {
    withSignIn(
      command.description(
        'Follows the ledger and, in the turn of --member, clears each cleared listing again from its offers and attests it. ' +
          'What it finds differing it never attests: a false attestation burns the whole stake. It also draws the next ' +
          'agents and shares fees out when that is due. It keeps nothing, so it may be stopped and started anywhere. ' +
          'Ctrl-C stops.',
      ),
    )
      .option('--stake <amount>', 'where --member has no stake yet, buy so much trust coin (TRUST) and stake it')
      .option('--health <port>', 'answer GET /healthz on this port of 127.0.0.1', wholeNumber(0, 65_535))
      .action((options: Options) => run(options, io));
  },
};

async function run(options: Options, io: Io): Promise<void> {
  const api = new AgentsApi((await signIn(options, io)).client);
  const log = agentLog(io);
  await explained(haveStake(api, options.stake, log));
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  const attester = new Attester({ api, log });
  const health = options.health === undefined ? undefined : await serveHealth(options.health, () => attester.health);
  if (health) log.info({ url: health.url }, 'Serving the health check');
  try {
    await attester.run(stop.signal);
  } finally {
    await health?.close();
  }
}

/** Makes sure that the member is an agent. Throws CliError that says what is missing. */
async function haveStake(api: AgentsApi, amount: string | undefined, log: AgentLog): Promise<void> {
  const own = (await api.agents()).find(({ member }) => member === api.member);
  if (own?.state === 'dismissed') {
    throw new CliError(`${api.member} attested a clearing falsely and is no agent any more`);
  }
  if (own && own.stake !== '0') return;
  if (amount === undefined) {
    throw new CliError(`${api.member} has no trust coin staked: --stake 10 buys that much and stakes it`);
  }
  const { available } = await api.market.balance(api.member, 'TRUST');
  if (Number(available) < Number(amount)) await api.buyTrustCoin(amount);
  const { stake } = await api.stake(amount);
  log.info({ agent: api.member, stake }, 'Staked trust coin');
}

/** A refusal as a sentence that the user can act on. */
async function explained<T>(doing: Promise<T>): Promise<T> {
  try {
    return await doing;
  } catch (error) {
    if (!(error instanceof GatewayProblem)) throw error;
    if (error.code === 'NO_ANSWER') throw new CliError('The gateway does not answer', { cause: error });
    throw new CliError(error.message, { cause: error });
  }
}
