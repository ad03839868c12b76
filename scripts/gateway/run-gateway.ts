import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import pino from 'pino';
import { startGateway } from '../../gateway-api/start-gateway';
import { summaryLines } from './config-summary';
import { ConfigError, parseGatewayConfig } from './gateway-config';
import { loadGateway } from './load-gateway';
import { variablePrefix } from './settings';

/** What a run of the gateway's process sees of the world. */
export interface GatewayIo {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly say: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Calls back for each signal; the answer ends that. */
  readonly onSignal: (listener: (signal: 'stop' | 'reload') => void) => () => void;
}

/** How the process ends: done, failed, or told something wrong. */
const exit = { done: 0, failed: 1, usage: 2 } as const;

const help = `
Every setting can stand in the file or in a variable ${variablePrefix}..., which counts more; docs/operations.md lists them.
SIGTERM and SIGINT stop the gateway once what is under way has ended; SIGHUP has it take a renewed TLS certificate.
Exit codes: 0 stopped as asked, or the configuration is right; 1 failed; 2 the configuration or the command line is wrong.`;

/** Runs a gateway as a process until a signal comes, and answers the exit code. */
export async function runGateway(argv: readonly string[], io: GatewayIo): Promise<number> {
  const command = new Command('npm run gateway --')
    .description("Serves one organisation's members at a network of Hyperledger Fabric")
    .option('--config <file>', 'the configuration', io.environment[`${variablePrefix}CONFIG`] ?? 'gateway.yaml')
    .option('--check', 'check the configuration and the files that it names, print a summary, and start nothing')
    .addHelpText('after', help)
    .allowExcessArguments(false)
    .configureOutput({ writeOut: io.say, writeErr: io.complain })
    .exitOverride();
  try {
    command.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.code === 'commander.helpDisplayed' ? exit.done : exit.usage;
  }
  const { config, check } = command.opts<{ config: string; check?: true }>();
  try {
    return await run(path.resolve(io.cwd, config), check === true, io);
  } catch (error) {
    if (error instanceof ConfigError) {
      for (const problem of error.problems) io.complain(`error: ${problem}\n`);
      return exit.usage;
    }
    io.complain(`error: the gateway could not start: ${error instanceof Error ? error.message : String(error)}\n`);
    return exit.failed;
  }
}

async function run(file: string, check: boolean, io: GatewayIo): Promise<number> {
  const config = parseGatewayConfig(await textOf(file), file, io.environment, io.cwd);
  const { options, transport } = await loadGateway(config);
  const lines = summaryLines(config);
  try {
    if (check) {
      io.say(`${lines.join('\n')}\nThe configuration is right.\n`);
      return exit.done;
    }
    const log = pino({ level: config.values['log.level'] }, pino.destination(1));
    log.info({ configuration: lines }, 'The gateway starts');
    const gateway = await startGateway({ ...options, log });
    await new Promise<void>((resolve) => {
      const end = io.onSignal((signal) => {
        if (signal === 'reload') {
          void gateway.reload();
          return;
        }
        end();
        resolve();
      });
    });
    await gateway.stop();
    log.info({}, 'The gateway has stopped');
    return exit.done;
  } finally {
    transport.close();
  }
}

/** Without a file everything can come from the environment but the peers. */
async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError([`${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`]);
  }
}
