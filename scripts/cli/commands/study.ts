import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Argument } from 'commander';
import { loadCommunity } from '../../../agents/community/load-community';
import { wholeNumber } from '../../start/options';
import { studyChart } from '../../study/trust/study-chart';
import { studyDocument } from '../../study/trust/study-document';
import { studyLines } from '../../study/trust/study-text';
import { defaultStudy, type StudyOptions, studyTrust } from '../../study/trust/trust-study';
import { CliError } from '../cli-error';
import { type CliCommand } from '../command';
import { printJson } from '../input-file';

interface Options extends StudyOptions {
  readonly chart?: string;
  readonly json?: true;
}

const dataFolder = path.join(__dirname, '..', '..', '..', '..', 'data');

/** Replays weeks of trading with the functions of the chaincode, to see what a rule does to people. */
export const study: CliCommand = {
  name: 'study',
  summary: 'replay weeks of trading to see what a rule does: who breaks promises loses trust, and then what',
  configure(command, io) {
    command
      .description(
        'trust: replays two weeks of an hourly market (trust-mcp) with the functions of the chaincode. Some members break ' +
          'promises; the study shows how points, quotas, trade and prices of them and of the others part, and compares ' +
          'with the same weeks in which nobody cheats. The same seed gives the same bytes.',
      )
      .addArgument(new Argument('<study>', 'what to study').choices(['trust']))
      .option('--seed <n>', 'where the random numbers start', wholeNumber(0, 999_999), defaultStudy.seed)
      .option('--members <n>', 'members, made from recorded homes', wholeNumber(1, 1000), defaultStudy.members)
      .option('--cheaters <n>', 'how many of them cheat', wholeNumber(0, 500), defaultStudy.cheaters)
      .option('--days <n>', 'how long', wholeNumber(1, 60), defaultStudy.days)
      .option('--broken <percent>', "of a cheater's sales, how many it breaks", wholeNumber(0, 98), defaultStudy.broken)
      .option('--chart <file>', 'write a chart there, as SVG')
      .option('--json', 'print the figures as JSON')
      .action(async (_study: string, { chart, json, ...options }: Options) => {
        const community = await loadCommunity(dataFolder);
        const owners = community.households.filter(({ pvW }) => pvW > 0).length;
        const most = Math.floor((options.members * owners) / community.households.length);
        if (options.cheaters > most) {
          throw new CliError(
            `--cheaters must be at most ${most}: of ${options.members} members only those with panels sell`,
          );
        }
        const document = studyDocument(studyTrust(community, options));
        if (json) printJson(document, {}, io);
        else io.stdout.write(`${studyLines(document).join('\n')}\n`);
        if (chart === undefined) return;
        await writeFile(path.resolve(io.cwd, chart), studyChart(document)).catch((cause: unknown) => {
          throw new CliError(`Cannot write ${chart}: ${String((cause as { code?: unknown }).code)}`, { cause });
        });
        io.stderr.write(`The chart is ${chart}\n`);
      });
  },
};
