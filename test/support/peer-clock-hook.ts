import sinon from 'sinon';
import { peerClock } from '../../chaincode/contracts/peer-clock';
import { TestPeer } from './test-peer';

/**
 * Lets the endorsing peer's clock show what a test's peer says while it simulates. At all other times it goes as ever: a
 * gateway in the same process may be asking the chaincode over its read model.
 */
export function usePeerClock(): void {
  sinon.restore();
  const real = peerClock.now;
  sinon.stub(peerClock, 'now').callsFake(() => TestPeer.simulating?.now ?? real());
}
