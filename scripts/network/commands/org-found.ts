import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Command } from 'commander';
import { addFounder } from '../../../network/fabric/channel/founders';
import { parseOrganizationDefinition } from '../../../network/fabric/channel/organization-definition';
import { genesisBlockFile } from '../../../network/fabric/channel-folder';
import { fileExists } from '../../../network/fabric/file-exists';
import { channelFile } from '../../../network/fabric/operations/organizations';
import { up } from '../../../network/fabric/operations/up';
import { CliError } from '../../cli/cli-error';
import { type Io } from '../../cli/command';
import { change, channelOf, type CommonOptions, withCommonOptions } from '../open-home';

interface FoundOptions extends CommonOptions {
  readonly channel?: string;
  readonly out?: string;
}

/** Adds the command with which organisations of several homes found a channel together. */
export function addFoundCommand(command: Command, io: Io): void {
  withCommonOptions(
    command
      .command('found')
      .summary('ordering home: begin a channel together with organisations of other homes')
      .description(
        'Makes the first block of a channel with the organisations of this home and those whose definitions are given as its ' +
          'members, all alike, starts what this home lacks, and writes the file that the others join with. Each of them has ' +
          'run `init --join`, `up` and `org define` in a home of its own.',
      )
      .argument('<definitions...>', "the other founders' definitions")
      .option('--channel <name>', 'the channel (the first)')
      .option('--out <file>', "the others' file (<channel>.channel.json)"),
  ).action(async (files: readonly string[], options: FoundOptions) => {
    const definitions = await Promise.all(
      files.map(async (file) => {
        const text = await readFile(path.resolve(io.cwd, file), 'utf8').catch((cause: unknown) => {
          throw new CliError(`The file ${file} cannot be read.`, { cause });
        });
        return parseOrganizationDefinition(text, file);
      }),
    );
    const founders = definitions.map(({ mspId }) => mspId);
    const steps = (): string[] => [
      `make the first block with ${founders.join(', ')} among its members`,
      'start what is missing',
      'write the file that the others join with',
    ];
    await change('org found', options, io, steps, async (home) => {
      const channel = channelOf(home, options.channel);
      if (home.plan.orderers.length === 0) {
        throw new CliError('This home has no ordering service: the one that has makes the first block.');
      }
      if (await fileExists(genesisBlockFile(home.plan, channel))) {
        throw new CliError(
          `Channel ${channel} has its first block already: further organisations come in with \`org propose\`.`,
        );
      }
      for (const definition of definitions) await addFounder(home.plan, channel, definition);
      await up(home);
      const file = options.out ?? `${channel}.channel.json`;
      const content = await channelFile(home, channel);
      await writeFile(path.resolve(io.cwd, file), `${JSON.stringify(content, undefined, 2)}\n`);
      return {
        document: { file, ...content },
        lines: [`Wrote ${file}: the others join with it (\`org join\`). Then everybody runs \`deploy\`.`],
      };
    });
  });
}
