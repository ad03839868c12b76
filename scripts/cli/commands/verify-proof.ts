import { type CliCommand } from '../command';
import { readJson } from '../input-file';
import { proofText } from '../proof/proof-text';
import { readRoots } from '../proof/read-roots';
import { verifyProof } from '../proof/verify-proof';

interface VerifyProofOptions {
  readonly roots: readonly string[];
  readonly channel: string;
  readonly chaincode: string;
  readonly json?: true;
}

/** Checks the proof of a listing (spec 14, "Two-block ledger"). */
export const verifyProofCommand: CliCommand = {
  name: 'verify-proof',
  summary: "check a listing's proof by the organisations' root certificates alone",
  configure(command, io) {
    command
      .description(
        'Checks the proof of a listing without a network: that its blocks are what orderers signed, that the transactions ' +
          'in them were endorsed by more than half of the organisations and found valid, and that the trades shown are ' +
          'those committed. Prints who committed what and who delivered what; exits with 1 and a sentence when it is not so.',
      )
      .argument('<file>', 'the proof; - for standard input')
      .requiredOption(
        '--roots <paths...>',
        "root certificates that you trust: files named for the organisation's MSP id (HouseholdsMSP.pem), folders of them " +
          '(orderers in a folder `orderers`), or a document of /v1/network/roots (.json)',
      )
      .option('--channel <name>', 'channel that the listing must be of', 'energy')
      .option('--chaincode <name>', 'chaincode that the listing must be of', 'sunledger')
      .option('--json', 'print what is proven as JSON')
      .action(async (file: string, { roots: paths, channel, chaincode, json }: VerifyProofOptions) => {
        const roots = await readRoots(paths, io.cwd);
        const proven = verifyProof(await readJson(file, io), { roots, channel, chaincode });
        io.stdout.write(json ? `${JSON.stringify(proven, null, 2)}\n` : proofText(proven));
      });
  },
};
