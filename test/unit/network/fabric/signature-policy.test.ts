import assert from 'node:assert/strict';
import { signaturePolicy } from '../../../../network/fabric/signature-policy';

describe('An endorsement policy with organisations that have to be among the endorsers', () => {
  for (const [organizations, always, policy] of [
    [['A', 'B', 'C'], ['B'], "OutOf(2, 'B.peer', OutOf(1, 'A.peer', 'C.peer'))"],
    [['A', 'B', 'C', 'D', 'E'], ['A', 'E'], "OutOf(3, 'A.peer', 'E.peer', OutOf(1, 'B.peer', 'C.peer', 'D.peer'))"],
    [['A', 'B', 'C'], ['A', 'B'], "OutOf(2, 'A.peer', 'B.peer')"],
    [['A', 'B'], ['A', 'B'], "OutOf(2, 'A.peer', 'B.peer')"],
    [['A'], ['A'], "OutOf(1, 'A.peer')"],
  ] as const) {
    it(`of ${organizations.join(', ')} with ${always.join(' and ')} always`, () => {
      assert.equal(signaturePolicy({ organizations, always }), policy);
    });
  }
});
