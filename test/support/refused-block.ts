/** A refusal by name: what a reader of blocks must say no to, and how. */
import { strict as assert } from 'node:assert';
import { BlockError, type BlockFault } from '../../chaincode/blocks/block-error';

/** Holds where `act` throws a BlockError of that fault whose message fits the sentence. */
export function refusedBlock(fault: BlockFault, sentence: RegExp, act: () => unknown): void {
  assert.throws(act, (error: unknown) => {
    assert.ok(error instanceof BlockError, String(error));
    assert.equal(error.fault, fault, error.message);
    assert.match(error.message, sentence);
    return true;
  });
}
