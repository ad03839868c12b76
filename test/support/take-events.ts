import { type ChaincodeEvent, type ChaincodeEventsOptions, type Network } from '@hyperledger/fabric-gateway';

/** The first events of the chaincode that a reader gets. */
export async function takeEvents(
  network: Network,
  count: number,
  options?: ChaincodeEventsOptions,
  chaincode = 'fixture',
): Promise<ChaincodeEvent[]> {
  const events = await network.getChaincodeEvents(chaincode, options);
  const taken: ChaincodeEvent[] = [];
  try {
    for await (const event of events) if (taken.push(event) === count) break;
  } finally {
    events.close();
  }
  return taken;
}
