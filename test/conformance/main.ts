/**
 * npm run test:conformance -- --target devnet|fabric [--record] [--only TEXT]: runs every case, or those with the text in
 * their name, on one network, compares what the
 * client learns with what it learned of real Fabric (fabric-record.json), and writes a report. `--record` keeps the
 * answers of a run on Fabric instead; together with `--only`, beside those of the other cases.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { locateFabricBinaries } from '../../network/fabric/fabric-binaries';
import { fabricBinaries } from '../support/fabric-suite';
import { conformanceCases } from './cases';
import { normalized } from './conformance-case';
import { explainedDifferences } from './explained-differences';
import { readRecord, writeRecord } from './fabric-record';
import { missingFor, startTarget, type TargetName, targetNames } from './target';

const usage = `npm run test:conformance -- --target devnet|fabric [--only TEXT] [--record]
  --target   the embedded network, or real Fabric with its programs in FABRIC_BIN
  --only     the cases with this text in their name
  --record   keep what real Fabric answers, instead of comparing
The report: build/conformance-<target>.md. Exit code 1: there are differences that nothing explains; 2: nothing was run.
`;
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

interface Result {
  readonly topic: string;
  readonly name: string;
  readonly outcome: string;
}

async function runCases(target: TargetName, only: string): Promise<Result[]> {
  const network = await startTarget(target);
  const results: Result[] = [];
  try {
    for (const [topic, cases] of Object.entries(conformanceCases)) {
      for (const { name, run } of cases.filter((each) => each.name.includes(only))) {
        const outcome = await run(network.clients).catch((error: unknown) => ({ failed: String(error) }));
        results.push({ topic, name, outcome: normalized(outcome) });
        tell(`${topic}: ${name}`);
      }
    }
  } finally {
    await network.stop();
  }
  return results;
}

/** A report in Markdown, and the number of differences that nothing explains. */
function compared(target: TargetName, results: readonly Result[]): { report: string; unexplained: number } {
  const { fabric, outcomes } = readRecord();
  const lines: string[] = [];
  let [same, unexplained] = [0, 0];
  for (const { topic, name, outcome } of results) {
    const recorded = JSON.stringify(outcomes[name], undefined, 1);
    if (recorded === outcome) {
      same++;
      continue;
    }
    const why = target === 'devnet' ? explainedDifferences[name] : undefined;
    if (why === undefined) unexplained++;
    lines.push(`## ${topic}: ${name}`, '', why ?? '**Unexplained.**', '');
    lines.push('Fabric:', '```json', recorded, '```', `${target}:`, '```json', outcome, '```', '');
  }
  const head = [
    `# Conformance of ${target} with Fabric ${fabric}`,
    '',
    `${results.length} cases: ${same} the same, ${results.length - same - unexplained} different for a reason, ${unexplained} different without one.`,
    '',
  ];
  return { report: [...head, ...lines].join('\n'), unexplained };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      target: { type: 'string' },
      record: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const target = targetNames.find((name) => name === values.target);
  if (target === undefined) throw new Error(`--target must be ${targetNames.join(' or ')}`);
  if (values.record && target !== 'fabric')
    throw new Error('--record keeps the answers of real Fabric: --target fabric');
  const missing = missingFor(target);
  if (missing !== undefined) throw new Error(`${target} can't be run: ${missing}`);
  const results = await runCases(target, values.only);
  if (values.record) {
    const { version } = await locateFabricBinaries(fabricBinaries());
    const answers = new Map(results.map(({ name, outcome }) => [name, JSON.parse(outcome) as unknown]));
    const known = values.only === '' ? {} : readRecord().outcomes;
    const names = Object.values(conformanceCases).flatMap((cases) => cases.map(({ name }) => name));
    const outcomes = Object.fromEntries(
      names.flatMap((name) => (answers.has(name) || name in known ? [[name, answers.get(name) ?? known[name]]] : [])),
    );
    writeRecord({ fabric: version, outcomes });
    tell(`Kept ${results.length} answers of Fabric ${version}.`);
    return;
  }
  const { report, unexplained } = compared(target, results);
  const file = path.resolve('build', `conformance-${target}.md`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, report);
  tell(`${report.split('\n')[2] ?? ''}\nThe report: ${path.relative(process.cwd(), file)}`);
  if (unexplained > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});
