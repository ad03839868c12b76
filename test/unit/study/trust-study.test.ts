import * as assert from 'node:assert/strict';
import * as path from 'node:path';
import { loadCommunity } from '../../../agents/community/load-community';
import { type Community } from '../../../agents/community/community';
import { studyChart } from '../../../scripts/study/trust/study-chart';
import { type Claim, type StudyDocument, studyDocument } from '../../../scripts/study/trust/study-document';
import { studyLines } from '../../../scripts/study/trust/study-text';
import { makeCast } from '../../../scripts/study/trust/study-members';
import { defaultStudy, type StudyOptions, studyTrust } from '../../../scripts/study/trust/trust-study';
import { runCli } from '../cli/run-cli';

const data = path.join(__dirname, '../../../../data');
const options: StudyOptions = { ...defaultStudy, days: 7 };
const small: StudyOptions = { members: 48, cheaters: 8, days: 3, broken: 60, seed: 3 };
const sizeOf = ({ gap }: Claim) => Math.abs(Number(gap));
/** Values that have to fall from one to the next. */
const falls = (values: readonly number[]) => values.every((value, index) => index === 0 || value < values[index - 1]!);

describe('the study of trust', () => {
  let community: Community;
  let study: StudyDocument;
  before(async () => {
    community = await loadCommunity(data);
    study = studyDocument(studyTrust(community, options));
  });

  it('shows that who has lower trust gets less and pays more, each by more than three times what chance makes of it', () => {
    assert.deepEqual(study.sizes, { honest: 47, cheating: 30 });
    assert.deepEqual(
      study.claims.filter(({ holds }) => !holds),
      [],
    );
    assert.ok(study.holds && study.claims.length === 6);
    const [cheated] = study.scenarios;
    const { honest, cheating } = cheated!.total;
    assert.ok(Number(cheating.points) < Number(honest.points) - 0.5);
    assert.ok(Number(cheating.soldShare) < Number(honest.soldShare) - 0.2);
    assert.ok(Number(cheating.earnedPerKwh) < Number(honest.earnedPerKwh) * 0.8);
    assert.ok(Number(cheating.costPerKwh) > Number(honest.costPerKwh));
  });

  it('shows the same by points: with every point an offer is served more and costs less', () => {
    const of = (value: (figures: StudyDocument['byPoints'][number]['figures']) => string | null) =>
      [...study.byPoints].sort((one, other) => other.points - one.points).map(({ figures }) => Number(value(figures)));
    assert.ok(falls(of(({ quota }) => quota)));
    assert.ok(falls(of(({ soldShare }) => soldShare)));
    assert.ok(falls(of(({ earnedPerKwh }) => earnedPerKwh)));
    assert.ok(falls(of(({ boughtShare }) => boughtShare)));
    assert.ok(falls(of(({ costPerKwh }) => costPerKwh).reverse()));
  });

  it('shows no gap where those who are called cheaters keep their promises', () => {
    const honest = studyDocument(studyTrust(community, { ...options, broken: 0 }));
    assert.ok(!honest.holds);
    for (const [index, claim] of honest.claims.entries()) {
      assert.equal(claim.holds, false, claim.says);
      assert.equal(claim.gap, claim.controlGap);
      assert.ok(sizeOf(claim) < sizeOf(study.claims[index]!) / 3, claim.says);
    }
    assert.equal(honest.scenarios[0]!.brokenPromises, honest.scenarios[1]!.brokenPromises);
    assert.match(studyLines(honest).join('\n'), /DOES NOT HOLD[^]*Not all of it holds\.$/);
  });

  it('is the same for the same seed, and another for another', () => {
    const of = (seed: number) => JSON.stringify(studyDocument(studyTrust(community, { ...small, seed })));
    assert.equal(of(3), of(3));
    assert.notEqual(of(3), of(4));
  });

  it('draws cheaters among those who sell, alike in what they have to sell', () => {
    for (const seed of [1, 2, 3]) {
      const cast = makeCast(community, { ...options, seed });
      assert.deepEqual([cast.members.length, cast.cheaters.size, cast.peers.size], [130, 30, 47]);
      const surplus = (ids: ReadonlySet<string>) => {
        const chosen = cast.members.filter(({ id }) => ids.has(id));
        assert.ok(chosen.every(({ household }) => household.pvW > 0));
        const readings = chosen.flatMap(({ days }) => days.flat());
        return readings.reduce((sum, { load, pv }) => sum + Math.max(0, Number(pv - load)), 0) / chosen.length;
      };
      const apart = surplus(cast.cheaters) / surplus(cast.peers);
      assert.ok(apart > 0.85 && apart < 1.15, `${apart}`);
    }
  });

  it('draws a chart of both groups and of what would have been, days as far as there are any', () => {
    const chart = studyChart(study);
    assert.match(chart, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" /);
    assert.equal((chart.match(/<polyline /g) ?? []).length, 18);
    assert.doesNotMatch(chart, /NaN|Infinity|undefined|null/);
    assert.equal(studyChart(study), chart);
    const oneDay = studyChart(studyDocument(studyTrust(community, { ...small, days: 1 })));
    assert.doesNotMatch(oneDay, /NaN|Infinity|undefined|null/);
  });

  it('is a command that prints tables or JSON and writes the chart', async () => {
    const asked = ['study', 'trust', '--members', '48', '--cheaters', '8', '--days', '3', '--seed', '3'];
    const expected = studyDocument(studyTrust(community, small));
    const tables = await runCli([...asked, '--chart', 'chart.svg']);
    assert.deepEqual([tables.code, tables.stderr], [0, 'The chart is chart.svg\n']);
    assert.equal(tables.stdout, `${studyLines(expected).join('\n')}\n`);
    const json = await runCli([...asked, '--json']);
    assert.deepEqual(JSON.parse(json.stdout), expected);
    const unwritable = await runCli([...asked, '--chart', 'missing/chart.svg']);
    assert.deepEqual([unwritable.code, unwritable.stderr], [1, 'sunledger: Cannot write missing/chart.svg: ENOENT\n']);
  });

  it('refuses what it cannot study', async () => {
    const tooMany = await runCli(['study', 'trust', '--members', '24', '--cheaters', '15']);
    assert.equal(tooMany.code, 1);
    assert.match(tooMany.stderr, /--cheaters must be at most 14: of 24 members only those with panels sell/);
    for (const argv of [['study'], ['study', 'luck'], ['study', 'trust', '--days', '0']]) {
      assert.equal((await runCli(argv)).code, 2, argv.join(' '));
    }
  });
});
