import { readdir, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import { type CliCommand } from '../../cli/command';
import { LOG_FILE } from '../../start/home-folder';
import { type CommonOptions, existingHome, print, withCommonOptions } from '../start-home';

/** Empties the logs; also while they are written to. */
export const clearLogs: CliCommand = {
  name: 'clear-logs',
  summary: 'empty the logs of network and gateway',
  configure(command, io) {
    withCommonOptions(
      command.description('Empties the logs in the folder. The network may run: it goes on writing to the empty file.'),
    ).action(async (options: CommonOptions) => {
      const { folder } = await existingHome(options, io);
      const logs = (await readdir(folder)).filter((name) => name === LOG_FILE || name.startsWith(`${LOG_FILE}.`));
      let bytes = 0;
      for (const name of logs) {
        const file = path.join(folder, name);
        bytes += (await stat(file)).size;
        await truncate(file);
      }
      const shown = logs.length === 0 ? 'There are no logs.' : `Emptied ${logs.join(', ')}: ${bytes} bytes.`;
      print({ emptied: logs, bytes }, [shown], options, io);
    });
  },
};
