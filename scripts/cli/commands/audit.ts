import { GatewayProblem } from '../../../client';
import { auditListing, readPublished } from '../audit-listing';
import { CliError } from '../cli-error';
import { type CliCommand } from '../command';
import { signIn, type SignInOptions, withSignIn } from '../sign-in';

/** Recomputes a listing's published result from its offers (spec 10; spec 14, "Agents and trust coin"). */
export const audit: CliCommand = {
  name: 'audit',
  summary: "fetch a listing from the network and recompute its published result from its members' offers",
  configure(command, io) {
    withSignIn(
      command
        .description(
          'Fetches a listing with all its offers, clears it again by the rule that it was opened with, and compares price, ' +
            'energy, turnover and every trade with what the ledger has published. Prints the recomputed result as `clear` ' +
            'does; exits with 1 and names every difference when the ledger says something else.',
        )
        .argument('<listing>', 'id of a cleared listing, like fontana_20160815T2100Z'),
    ).action(async (id: string, options: SignInOptions) => {
      const api = await signIn(options, io);
      const published = await readPublished(api, id).catch((cause: unknown) => {
        if (!(cause instanceof GatewayProblem)) throw cause;
        throw new CliError(cause.message, { cause });
      });
      const { recomputed, differences } = auditListing(published);
      io.stdout.write(`${JSON.stringify(recomputed, null, 2)}\n`);
      if (differences.length > 0) {
        throw new CliError(`The published result of ${id} is not what its offers come to.\n${differences.join('\n')}`);
      }
      io.stderr.write(
        `${id}: the published result is what its ${published.listing.clearing?.offers ?? 0} offers come to.\n`,
      );
    });
  },
};
