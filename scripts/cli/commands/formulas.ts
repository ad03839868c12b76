import { type CliCommand } from '../command';
import { computeFormulas } from '../formula-cases';
import { inFile, printJson, readJson } from '../input-file';

/** Computes the market's formulas for cases from a file through the same functions as the chaincode. */
export const formulas: CliCommand = {
  name: 'formulas',
  summary: "compute the market's formulas for cases from a file",
  configure(command, io) {
    command
      .description(
        'Computes formulas with the functions that the chaincode uses, and prints the lists of FILE with the results ' +
          '(S; g and h; sell and buy; next; total) as JSON. FILE holds one or more of these lists:\n' +
          '  {"sigmoid": [{"x": "1"}],\n' +
          '   "nrg": [{"tp": "12", "tc": "10", "x": "2", "y": "3", "q": "0.1", "a": "100", "r": "0.3"}],\n' +
          '   "sdr": [{"TES": "3", "TEP": "16", "retail": "0.32", "feedIn": "0.082"}],\n' +
          '   "trust": [{"trades": 30, "score": "4.1", "rating": 5, "days": 238, "eEuroTraded": "371.19"}],\n' +
          '   "imbalance": [{"base": "0.2", "slope": "0.5", "floor": "0.25", "cap": "2", "scale": "100",\n' +
          '     "imbalance": "-12.5", "side": "consume", "kWh": "30"}]}\n' +
          'Energy is in kWh, time in days, money in eEuro. A score before the first trade is not read.',
      )
      .argument('<file>', 'file with the lists; - is standard input')
      .option('-c, --compact', 'print on one line')
      .action(async (file: string, options: { compact?: true }) => {
        const document = await readJson(file, io);
        printJson(
          inFile(file, () => computeFormulas(document)),
          options,
          io,
        );
      });
  },
};
