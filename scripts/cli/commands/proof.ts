import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { GatewayProblem } from '../../../client';
import { CliError } from '../cli-error';
import { type CliCommand } from '../command';
import { signIn, type SignInOptions, withSignIn } from '../sign-in';

/** Fetches the proof of a listing (spec 14, "Two-block ledger"). */
export const proof: CliCommand = {
  name: 'proof',
  summary: 'fetch what proves to a stranger who committed and delivered what in a listing',
  configure(command, io) {
    withSignIn(
      command
        .description(
          'Fetches the blocks that hold what a listing commits its traders to, and delivered, with the signatures of ' +
            "orderers and organisations, as one JSON file. `verify-proof` checks it by the organisations' root " +
            'certificates alone. A block is shown whole: with the other transactions in it.',
        )
        .argument('<listing>', 'id of a cleared listing, like fontana_20160815T2100Z')
        .requiredOption('--out <file>', 'where to write the proof'),
    ).action(async (listing: string, { out, ...options }: SignInOptions & { out: string }) => {
      const api = await signIn(options, io);
      const document = await api.client.proofs.getProof({ listing }).catch((cause: unknown) => {
        if (!(cause instanceof GatewayProblem)) throw cause;
        throw new CliError(cause.message, { cause });
      });
      const file = path.resolve(io.cwd, out);
      await writeFile(file, `${JSON.stringify(document, null, 2)}\n`).catch((cause: unknown) => {
        throw new CliError(`The proof cannot be written to ${file}`, { cause });
      });
      io.stderr.write(`${file}: the proof of ${listing}. Check it with verify-proof.\n`);
    });
  },
};
