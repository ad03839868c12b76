import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { declaredRoutes } from '../../gateway-api/http/api-routes';
import { runProgram } from '../support/official-fabric-ca';
import { temporaryFolder } from '../support/test-ca';

const root = path.join(__dirname, '..', '..', '..');
const program = path.join(root, 'build', 'tools', 'schemathesis', 'bin', 'schemathesis');

/** Why nothing can be fuzzed here; undefined where it can. */
export const whyNoFuzzing = existsSync(program)
  ? undefined
  : '.ci/install-schemathesis.sh has installed no schemathesis in build/tools';

/** What can't be fuzzed so, and where it is looked at instead. */
const leftOut: Readonly<Record<string, string>> = {
  followEvents: 'a stream never ends by itself: test/api/events.test.ts',
  getNetworkRoots: 'the channel’s configuration is only at a real network: test/api/proof.test.ts',
  drawAgents: 'so are the blocks that it shows: test/e2e',
  prepareDrawAgents: 'so are the blocks that it shows: test/e2e',
};

/** A gateway to be fuzzed. */
export interface Fuzzed {
  readonly url: string;
  /** The session with which requests are made that are not samples. */
  readonly token: string;
  /** Writes down requests that are known to succeed, as hooks.py reads them. */
  writeSamples(file: string): Promise<void>;
  stop(): Promise<void>;
}

/** Operations that only a gateway which reads blocks can answer. */
export const blockReaders: readonly string[] = declaredRoutes()
  .filter(({ access, method, transactions, tag }) => {
    const isOwn = ['auth', 'events', 'transactions'].includes(tag);
    return access === 'member' && method === 'GET' && transactions.length === 0 && !isOwn;
  })
  .map(({ operationId }) => operationId);

/** How much to try. */
export interface FuzzOptions {
  readonly seed: number;
  /** Random requests per operation and kind. */
  readonly examples: number;
  /** Seconds after which no more is begun; rounds are made until then. Unless given, one round is made. */
  readonly withinSeconds?: number;
  /** Only these operations; unless given, all but those of `without`. */
  readonly operations?: readonly string[];
  readonly without?: readonly string[];
  readonly phases?: string;
}

/** What came of it. */
export interface FuzzResult {
  /** Whether everything that was answered is as the document says. */
  readonly ok: boolean;
  readonly output: string;
  readonly requests: number;
  /** Of them, those that were answered with success. */
  readonly successes: number;
  /** Those that fit the document, and how many of these were answered with success. */
  readonly fitting: { readonly requests: number; readonly successes: number };
  readonly byStatus: Readonly<Record<string, number>>;
  /** Operations of which none has succeeded. */
  readonly neverSucceeded: readonly string[];
}

/** Fuzzes a gateway by its OpenAPI document, with all checks on. */
export async function runFuzz(target: Fuzzed, options: FuzzOptions): Promise<FuzzResult> {
  const { folder, remove } = temporaryFolder();
  const files = { samples: path.join(folder, 'samples.json'), figures: path.join(folder, 'figures.json') };
  try {
    await target.writeSamples(files.samples);
    const sources = path.join(root, 'test', 'fuzz');
    const args = [
      ...['--config-file', path.join(sources, 'schemathesis.toml'), 'run', `${target.url}/openapi.json`],
      ...['--checks', 'all', '--phases', options.phases ?? 'examples,coverage,fuzzing', '--no-color'],
      ...['--max-examples', String(options.examples), '--seed', String(options.seed), '--workers', '2'],
      ...['--request-timeout', '30', '--continue-on-failure'],
      ...[
        '--suppress-health-check',
        'all',
        '--generation-database',
        'none',
        '--warnings',
        'off',
        '--generation-with-security-parameters',
        'false',
      ],
      ...(options.withinSeconds === undefined ? [] : ['--max-time', String(options.withinSeconds)]),
      ...[...Object.keys(leftOut), ...(options.without ?? [])].flatMap((operation) => [
        '--exclude-operation-id',
        operation,
      ]),
      ...(options.operations ?? []).flatMap((operation) => ['--include-operation-id', operation]),
    ];
    const { ok, output } = await runProgram(program, args, {
      SCHEMATHESIS_HOOKS: 'hooks',
      PYTHONPATH: sources,
      PYTHONDONTWRITEBYTECODE: '1',
      SUNLEDGER_FUZZ_SAMPLES: files.samples,
      SUNLEDGER_FUZZ_FIGURES: files.figures,
      SUNLEDGER_FUZZ_SEED: String(options.seed),
    });
    return { ok, output, ...(await figuresOf(files.figures)) };
  } finally {
    remove();
  }
}

async function figuresOf(file: string): Promise<Omit<FuzzResult, 'ok' | 'output'>> {
  if (!existsSync(file)) {
    return { requests: 0, successes: 0, fitting: { requests: 0, successes: 0 }, byStatus: {}, neverSucceeded: [] };
  }
  const { answers, operations, fitting } = JSON.parse(await readFile(file, 'utf8')) as {
    answers: Record<string, number>;
    operations: Record<string, Record<string, number>>;
    fitting: Record<string, number>;
  };
  const sum = (statuses: [string, number][]) => statuses.reduce((total, [, count]) => total + count, 0);
  return {
    requests: sum(Object.entries(answers)),
    successes: sum(Object.entries(answers).filter(([status]) => status.startsWith('2'))),
    fitting: { requests: sum(Object.entries(fitting)), successes: fitting['2'] ?? 0 },
    byStatus: answers,
    neverSucceeded: Object.entries(operations)
      .filter(([, classes]) => classes['2'] === undefined)
      .map(([operation]) => operation),
  };
}
