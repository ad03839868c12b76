import { Option } from 'commander';
import {
  mechanismNames,
  mechanisms,
  type MechanismName,
  trustedMechanisms,
} from '../../../chaincode/domain/clearing/mechanisms';
import { countsTrust, hasMicrogrids } from '../../../chaincode/domain/market-rules';
import { formatCase, parseCases, type Case } from '../case-file';
import { type CliCommand } from '../command';
import { inFile, printJson, readJson } from '../input-file';

interface ClearOptions {
  readonly mechanism: MechanismName;
  readonly trust?: true;
  readonly compact?: true;
}

/** Clears books from a file through the same functions as the chaincode. */
export const clear: CliCommand = {
  name: 'clear',
  summary: 'clear a book of offers from a file, to recompute a published result',
  configure(command, io) {
    command
      .description(
        'Clears a book of offers with the rule that the chaincode uses, and prints price, energy, turnover and trades ' +
          'as JSON. FILE holds a case, or an array of cases:\n' +
          '  {"name": "noon", "limits": "respected", "offers": [\n' +
          '    {"id": "S1", "side": "sell", "kWh": "2", "price": "0.1"}, ...]}\n' +
          'The order of the offers is their order of arrival. limits may be left out. Where trust counts (always with ' +
          'trust-mcp, else with --trust), an offer has trp, the trust points of its member: 1 (where it is left out) to 4.\n' +
          'With two-level a case has retail and feedIn, the prices of the grid, and an offer may have its microgrid.',
      )
      .argument('<file>', 'file with the case or cases; - is standard input')
      .addOption(
        new Option('-m, --mechanism <name>', 'the rule to clear by').choices(mechanismNames).makeOptionMandatory(),
      )
      .option('-t, --trust', 'let trust points cap and rank the offers')
      .option('-c, --compact', 'print on one line')
      .action(async (file: string, { mechanism, trust, ...options }: ClearOptions) => {
        const document = await readJson(file, io);
        const trusted = countsTrust({ mechanism, trust: trust ? 'on' : 'off' });
        const clearOffers = (trusted ? trustedMechanisms : mechanisms)[mechanism];
        const clearCase = ({ name, limits, grid, offers }: Case) =>
          formatCase(name, clearOffers(offers, { limits, grid }));
        const cases = inFile(file, () => parseCases(document, { trusted, microgrids: hasMicrogrids({ mechanism }) }));
        const result = Array.isArray(cases) ? cases.map(clearCase) : clearCase(cases);
        printJson(result, options, io);
      });
  },
};
