import { access } from 'node:fs/promises';
import path from 'node:path';
import { examineHome } from '../../../network/devnet/doctor/examine-home';
import { type Finding, good, problem } from '../../../network/devnet/doctor/finding';
import { portObstacle } from '../../../network/fabric/free-ports';
import { CliError } from '../../cli/cli-error';
import { type CliCommand } from '../../cli/command';
import { wholeNumber } from '../../start/options';
import { servingUrl } from '../../start/serving-note';
import { chaincodeLaunch } from '../../start/start-services';
import { type CommonOptions, print, runningNetwork, startHome, withCommonOptions } from '../start-home';

interface DoctorOptions extends CommonOptions {
  readonly port: number;
}

const marks: Readonly<Record<Finding['verdict'], string>> = { good: 'ok ', notice: '   ', problem: '!! ' };
const leastNode = [20, 19] as const;

/** Says what is wrong with a folder or with this machine, and what helps. */
export const doctor: CliCommand = {
  name: 'doctor',
  summary: 'say what is wrong, and what helps; changes nothing',
  configure(command, io) {
    withCommonOptions(
      command
        .description(
          'Looks at Node, the build, the port, the folder and everything in it, and says in a sentence each what is wrong ' +
            'and what helps. It changes nothing. Exit code 1: there is something that keeps the network from starting.',
        )
        .option('--port <port>', 'the port that npm start is to serve at', wholeNumber(0, 65_535), 3000),
    ).action(async (options: DoctorOptions) => {
      const home = await startHome(options, io);
      const served = (await runningNetwork(home)) ? await servingUrl(home.folder) : undefined;
      const findings = [
        examineNode(process.versions.node),
        await examineChaincode(),
        await examinePort(options.port, served),
        ...(await examineHome(home.network)),
      ];
      const problems = findings.filter(({ verdict }) => verdict === 'problem').length;
      const lines = findings.map(({ check, verdict, sentence }) => `${marks[verdict]}${check}: ${sentence}`);
      print({ findings, problems }, lines, options, io);
      if (problems > 0) throw new CliError(problems === 1 ? 'There is one problem' : `There are ${problems} problems`);
    });
  },
};

/** Whether that Node is new enough. */
export function examineNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fits = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
  return fits
    ? good('node', `Node ${version}.`)
    : problem('node', `This is Node ${version}: install ${leastNode.join('.')} or newer.`);
}

async function examineChaincode(): Promise<Finding> {
  const { command } = chaincodeLaunch();
  const file = command.at(-1) ?? '';
  return access(file).then(
    () => good('chaincode', `Built: ${path.basename(path.dirname(file))}/${path.basename(file)}.`),
    () => problem('chaincode', `${file} is not there: npm run build makes it.`),
  );
}

/** Whether the port can be had, or is this network's own. */
async function examinePort(port: number, served: string | undefined): Promise<Finding> {
  const check = `port ${port}`;
  if (port === 0) return good(check, 'Any free one is taken.');
  if (served !== undefined && new URL(served).port === String(port))
    return good(check, `The network serves at ${served}.`);
  const code = await portObstacle(port);
  if (code === undefined) return good(check, 'Free.');
  return code === 'EACCES'
    ? problem(check, `This user may not open it: choose one above 1023 with npm start -- --port.`)
    : problem(check, `Taken by another program: end that, or choose another with npm start -- --port.`);
}
