import sinon from 'sinon';
import { peerClock } from '../../chaincode/contracts/peer-clock';
import { type TestPeer } from './test-peer';

/** Lets the endorsing peer's clock show what `peer.now` says, until the test is over. */
export function usePeerClock(peer: TestPeer): void {
  sinon.restore();
  sinon.stub(peerClock, 'now').callsFake(() => peer.now);
}
