/** What an attestation is worth, against the formulas in floating point (spec 14). */
import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import { valueAttestation } from '../../../../chaincode/domain/agents/reward';
import { defaultTrustUnits } from '../../../../chaincode/domain/trust/trust-score';
import { type Ratio } from '../../../../chaincode/domain/units';

const S = (x: number) => 5 / (1 + Math.exp(-x / 2));
const ratio = (value: number) => BigInt(value) as Ratio;
const near = (found: bigint, expected: number, what: string) =>
  assert.ok(Math.abs(Number(found) / 1e6 - expected) < 2e-6, `${what}: ${found} for ${expected}`);

const standings = fc.record({
  score: fc.nat({ max: 5_000_000 }),
  batches: fc.nat({ max: 1000 }),
  days: fc.integer({ min: -1, max: 4000 }),
});

describe('The value of an attestation', () => {
  it('is that of the formulas, rounded to a millionth, and every score stays in 0..5', () => {
    fc.assert(
      fc.property(
        standings,
        fc.array(fc.nat({ max: 5_000_000 }), { maxLength: 9 }),
        fc.nat({ max: 100_000 }),
        fc.nat({ max: 300 }),
        (agent, others, euros, trades) => {
          const found = valueAttestation(
            { score: ratio(agent.score), batches: agent.batches, served: BigInt(agent.days * 86_400) },
            others.map((score) => ({ score: ratio(score) })),
            { money: BigInt(euros) * 1_000_000n, trades },
            defaultTrustUnits,
          );
          const omega = S(euros / 100);
          const average = (S(agent.days / 30) + omega + S(trades)) / 3;
          const judges = others.length === 0 ? [agent.score] : others;
          const mean = judges.reduce((sum, score) => sum + score, 0) / judges.length / 1e6;
          const tv = (average * mean) / 5;
          near(found.value, tv, 'tv');
          near(found.score, ((agent.score / 1e6) * agent.batches + tv) / (agent.batches + 1), 'score');
          near(found.minted, 5 + omega + tv, 'minted');
          assert.ok(found.score >= 0n && found.score <= 5_000_000n);
          assert.ok(found.minted >= 5_000_000n && found.minted <= 15_000_000n);
        },
      ),
    );
  });

  it('is at most what the others are worth: a first batch takes the score below that of who has attested none', () => {
    const others = Array.from({ length: 9 }, () => ({ score: ratio(3_000_000) }));
    const newcomer = { score: ratio(3_000_000), batches: 0, served: 10_000n * 86_400n };
    const { score } = valueAttestation(newcomer, others, { money: 10n ** 12n, trades: 300 }, defaultTrustUnits);
    assert.ok(score <= 3_000_000n);
  });
});
