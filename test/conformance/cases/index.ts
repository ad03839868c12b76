import { type ConformanceCase } from '../conformance-case';
import { blockCases } from './blocks';
import { certificateCases } from './certificates';
import { chaincodeCases } from './chaincode';
import { channelCases } from './channels';
import { conflictCases } from './conflicts';
import { eventCases } from './events';
import { identityCases } from './identities';
import { orderingCases } from './ordering';
import { privateDataCases } from './private-data';
import { rangeCases } from './ranges';
import { stateCases } from './state';
import { tamperingCases } from './tampering';

/** Every case, by topic. A name is unique: it is the case's place in the record. */
export const conformanceCases: Readonly<Record<string, readonly ConformanceCase[]>> = {
  state: stateCases,
  'ranges and composite keys': rangeCases,
  chaincode: chaincodeCases,
  'private data': privateDataCases,
  'conflicts and policies': conflictCases,
  'transactions that were tampered with': tamperingCases,
  'identities and proposals': identityCases,
  events: eventCases,
  'blocks and system chaincodes': blockCases,
  'several channels': channelCases,
  'the ordering service': orderingCases,
  // Last, because they change what the network knows of its members.
  certificates: certificateCases,
};
