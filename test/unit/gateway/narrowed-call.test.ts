import { strict as assert } from 'node:assert';
import { transactions as t } from '../../../chaincode/wire/transactions';
import { ledgerCall } from '../../../gateway-api/fabric/ledger-call';
import { narrowedCall } from '../../../gateway-api/fabric/narrowed-call';

const reach = `00000000000000400000/20260601T110000Z/${'a'.repeat(64)}`;
const terms = { side: 'buy', kind: 'market', amount: '3' };
const placing = ledgerCall(t.PlaceOrder, { book: 'ent', order: 'o1', terms: JSON.stringify(terms) });
const answering = (answer: object) => {
  const asked: unknown[] = [];
  const ask = (name: string, args: readonly string[]) => {
    asked.push([name, ...args]);
    return Promise.resolve(Buffer.from(JSON.stringify(answer)));
  };
  return { ask, asked };
};

describe('The call with which a conflict is answered', () => {
  it('tells an order how far it reaches in the book as it is now', async () => {
    const { ask, asked } = answering({ reach });
    const narrowed = await narrowedCall(placing, ask);
    assert.deepEqual(asked, [['book:QuoteOrder', 'ent', 'buy', '3', '']]);
    assert.deepEqual(narrowed.args.slice(0, 2), ['ent', 'o1']);
    assert.deepEqual(JSON.parse(narrowed.args[2] ?? ''), { ...terms, reach });
  });

  it('is the same where the order would meet nobody, or the question is refused', async () => {
    assert.equal(await narrowedCall(placing, answering({ reach: null }).ask), placing);
    assert.equal(await narrowedCall(placing, () => Promise.reject(new Error('refused'))), placing);
  });

  it('is the same for everything that is no order, and asks nothing', async () => {
    const cancelling = ledgerCall(t.CancelOrder, { book: 'ent', order: 'o1' });
    const { ask, asked } = answering({ reach });
    assert.equal(await narrowedCall(cancelling, ask), cancelling);
    assert.equal(asked.length, 0);
  });
});
