/** `npm run fuzz [-- --examples N --seed N]`: fuzzes every route by the OpenAPI document (CONTRIBUTING.md, "Tests"). */
import { parseArgs } from 'node:util';
import { type Fuzzed, type FuzzResult } from './run-fuzz';

/** A full run makes at least so many requests; so large a part of those that fit succeeds: who refuses all fails. */
const FEWEST_REQUESTS = 20_000;
const LEAST_SUCCESS = 0.3;

const usage = `npm run fuzz [-- --examples N --seed N]
Makes requests from the OpenAPI document with schemathesis, which .ci/install-schemathesis.sh installs.
  --examples   how many cases at most are made up for an operation (60)
  --seed       where the random numbers start (1)
Exit code 1: a check failed, or there were fewer than ${FEWEST_REQUESTS} requests or fewer than 30 % of those that fit with success.
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      examples: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const given = { examples: Number(values.examples), seed: Number(values.seed) };
  // fabric-shim would print every refusal that is provoked; it reads this when it is loaded.
  process.env['CORE_CHAINCODE_LOGGING_LEVEL'] ??= 'critical';
  const { blockReaders, runFuzz, whyNoFuzzing } = await import('./run-fuzz.js');
  if (whyNoFuzzing !== undefined) throw new Error(whyNoFuzzing);
  const { FuzzTarget } = await import('./fuzz-target.js');
  const { EmbeddedTarget } = await import('./embedded-target.js');
  const run = async (target: Fuzzed, which: object): Promise<FuzzResult> => {
    try {
      return await runFuzz(target, { ...given, ...which });
    } finally {
      await target.stop();
    }
  };
  const results = [
    await run(await FuzzTarget.start(), { without: blockReaders }),
    await run(await EmbeddedTarget.start(), { operations: blockReaders }),
  ];
  for (const { output, byStatus, neverSucceeded } of results) {
    process.stdout.write(
      `${output}\n${JSON.stringify(byStatus)}\nNever with success: ${neverSucceeded.join(', ') || 'none'}\n`,
    );
  }
  const sum = (of: (result: FuzzResult) => number) => results.reduce((total, result) => total + of(result), 0);
  const requests = sum((result) => result.requests);
  const fitting = sum((result) => result.fitting.requests);
  const share = sum((result) => result.fitting.successes) / fitting;
  const told = `${fitting} fit the document, ${(share * 100).toFixed(1)} % of these with success`;
  process.stdout.write(`${requests} requests; ${told}\n`);
  const enough = requests >= FEWEST_REQUESTS && share >= LEAST_SUCCESS;
  if (!enough) process.stdout.write(`Too little: at least ${FEWEST_REQUESTS} requests and 30 % are expected\n`);
  process.exitCode = enough && results.every(({ ok }) => ok) ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
