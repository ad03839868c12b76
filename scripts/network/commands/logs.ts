import { readFile } from 'node:fs/promises';
import { processStatuses } from '../../../network/fabric/operations/process-status';
import { CliError } from '../../cli/cli-error';
import { type CliCommand } from '../../cli/command';
import { type CommonOptions, openHome, print, withCommonOptions } from '../open-home';
import { wholeNumber } from '../whole-number';

interface LogOptions extends CommonOptions {
  readonly lines: number;
}

/** Shows the end of logs. */
export const logs: CliCommand = {
  name: 'logs',
  summary: 'show the last lines of the logs of all processes or one',
  configure(command, io) {
    withCommonOptions(
      command
        .description('Shows the last lines that processes have logged, and where their logs lie.')
        .argument('[process]', 'name, or the beginning of one, as `status` shows it')
        .option('-n, --lines <n>', 'how many lines of each', wholeNumber(1, 100_000), 10),
      false,
    ).action(async (name: string | undefined, options: LogOptions) => {
      const home = await openHome(options, io, false);
      const all = await processStatuses(home);
      const chosen = all.filter((each) => name === undefined || each.name.startsWith(name));
      if (chosen.length === 0) {
        throw new CliError(`There is no process ${name ?? ''}; known are ${all.map((each) => each.name).join(', ')}.`);
      }
      const found = await Promise.all(
        chosen.map(async (each) => ({
          name: each.name,
          file: each.logFile,
          lines: await lastLines(each.logFile, options.lines),
        })),
      );
      const lines = found.flatMap((each) => [`== ${each.name} (${each.file})`, ...each.lines]);
      print({ document: { logs: found }, lines }, options, io);
    });
  },
};

async function lastLines(file: string, count: number): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-count);
}
