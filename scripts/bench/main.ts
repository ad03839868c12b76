/** `npm run bench [-- NAME... [--quick]]`: runs the named benchmarks, or all, and prints figures with machine and conditions. */
import { benches } from './benches';
import { describeLoad, describeMachine } from './machine';

const print = (line: string) => console.log(line);

async function main(args: readonly string[]): Promise<number> {
  const quick = args.includes('--quick');
  const names = args.filter((arg) => arg !== '--quick');
  if (names.some((name) => name === '--help' || name === '-h')) {
    print('npm run bench [-- NAME... [--quick]]   runs the named benchmarks, or all of these:');
    for (const { name, summary } of benches) print(`  ${name.padEnd(14)} ${summary}`);
    return 0;
  }
  const unknown = names.find((name) => !benches.some((bench) => bench.name === name));
  if (unknown !== undefined) {
    console.error(`There is no benchmark "${unknown}"; there are: ${benches.map(({ name }) => name).join(', ')}`);
    return 2;
  }
  describeMachine().forEach(print);
  let failures = 0;
  for (const bench of benches) {
    if (names.length > 0 && !names.includes(bench.name)) continue;
    print(`\n== ${bench.name}: ${bench.summary}`);
    try {
      await bench.run(print, { quick });
    } catch (error) {
      // The others are still worth their figures; the exit code tells.
      failures++;
      console.error(`FAILED: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
    print(`load after  ${describeLoad()}`);
  }
  return failures === 0 ? 0 : 1;
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
