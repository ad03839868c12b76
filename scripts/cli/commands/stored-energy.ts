import { type CliCommand } from '../command';
import { inPlace } from '../document';
import { type CommunityView, EnergyCommunity } from '../energy-community';
import { inFile, printJson, readJson } from '../input-file';
import { type EnergyCase, parseEnergyCases, placeOfStep } from '../stored-energy-case';

/** A case worked through: the state after each step. */
export interface EnergyCaseResult {
  readonly name: string | null;
  readonly steps: readonly { readonly op: string; readonly after: CommunityView }[];
}

/** Takes the steps of a case in order. Throws CliError naming the step that the rules refuse. */
export function runEnergyCase({ name, parameters, steps, where }: EnergyCase): EnergyCaseResult {
  const community = new EnergyCommunity(parameters);
  return {
    name,
    steps: steps.map((step, index) => {
      inPlace(placeOfStep(where, index, step.op), () => community.take(step));
      return { op: step.op, after: community.view() };
    }),
  };
}

/** Works through what storage units report and what members do with their ENT, with the functions of the chaincode. */
export const storedEnergy: CliCommand = {
  name: 'stored-energy',
  summary: 'work through reports and sessions of storage units from a file',
  configure(command, io) {
    command
      .description(
        'Works through the steps of a case with the rules that the chaincode uses, and prints kWh, ENT, R, balances ' +
          'and units after each of them as JSON. FILE holds a case, or an array of cases:\n' +
          '  {"name": "one day", "parameters": {"M": "0.5", "B": "0.5", "C": "0.05", "F": "0.2"}, "steps": [\n' +
          '    {"op": "register", "unit": "U1", "owner": "C"},\n' +
          '    {"op": "produced", "unit": "U1", "producer": "A", "kWh": "10"},\n' +
          '    {"op": "session", "unit": "U1", "consumer": "A", "ENT": "2"},\n' +
          '    {"op": "consumed", "unit": "U1", "consumer": "A", "kWh": "1"},\n' +
          '    {"op": "close", "unit": "U1", "consumer": "A"},\n' +
          '    {"op": "transfer", "from": "A", "to": "C", "ENT": "1"},\n' +
          '    {"op": "actual", "unit": "U1", "kWh": "8.5"},\n' +
          '    {"op": "remove", "unit": "U1"}]}\n' +
          'Parameters that are left out have their defaults. No time passes between the steps.',
      )
      .argument('<file>', 'file with the case or cases; - is standard input')
      .option('-c, --compact', 'print on one line')
      .action(async (file: string, options: { compact?: true }) => {
        const document = await readJson(file, io);
        const result = inFile(file, () => {
          const cases = parseEnergyCases(document);
          return Array.isArray(cases) ? cases.map(runEnergyCase) : runEnergyCase(cases);
        });
        printJson(result, options, io);
      });
  },
};
