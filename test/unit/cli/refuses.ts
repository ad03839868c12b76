/** What every command that reads a document says to a wrong one: tables of mistakes become tests. */
import * as assert from 'node:assert/strict';
import type { CliResult } from './run-cli';

/** A mistake: what it is, the document that makes it, and what the one line on standard error must say. */
export type Refusal = readonly [rule: string, document: unknown, message: RegExp];

/** One test for each mistake: exit code 1, nothing on standard output, one short sentence that says where it lies. */
export function refusesEach(refusals: readonly Refusal[], run: (document: unknown) => Promise<CliResult>): void {
  for (const [rule, document, message] of refusals) {
    it(`refuses ${rule}, and says where`, async () => {
      const { code, stdout, stderr } = await run(document);
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr.trimEnd(), message);
      assert.match(stderr, /^sunledger: standard input: /);
      assert.ok(stderr.length < 500);
    });
  }
}
