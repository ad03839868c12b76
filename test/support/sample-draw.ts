import { formatTime } from '../../chaincode/domain/time';
import { type RecognizedRoots } from '../../chaincode/ledger/records';
import { MadeNetwork } from './made-network';

/** A block that proves when a transaction was ordered, and whose signatures to recognise for it. */
export interface SampleDraw {
  readonly network: MadeNetwork;
  readonly transaction: { readonly id: string; readonly envelope: Buffer };
  /** In base64. */
  readonly block: string;
  readonly roots: RecognizedRoots;
  /** Ledger time at which the orderer's certificate is valid. */
  readonly at: string;
}

/** The same for all tests of a process; made when `sampleDraw` is first asked for. */
export const made: { draw?: SampleDraw } = {};

export async function sampleDraw(): Promise<SampleDraw> {
  return (made.draw ??= await makeDraw());
}

async function makeDraw(): Promise<SampleDraw> {
  const network = await MadeNetwork.create();
  const transaction = network.transaction({ writes: { 'listing/x': '{}' } });
  return {
    network,
    transaction,
    block: network.block([transaction.envelope]).toString('base64'),
    roots: { organizations: network.organizationRoots, orderers: network.roots('OrdererMSP'), signatures: 1 },
    at: formatTime(Math.floor(Date.now() / 1000)),
  };
}
