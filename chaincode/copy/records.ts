/**
 * The records of the public state for whoever keeps a copy of it: how a value that lies on the ledger is read. It is the
 * one way to the ledger's codecs from outside `chaincode`, so that no form of a record stands anywhere a second time.
 */
export {
  accountRecord,
  bookTradeId,
  bookTradeRecord,
  creditRecord,
  energyPoolRecord,
  type Listing,
  listingRecord,
  offerPageRecord,
  offerRecord,
  type OfferRow,
  outcomePageRecord,
  PAGE_OFFERS,
  storageUnitRecord,
  supplyRecord,
  tradePageRecord,
  trustRecord,
  unitRecord,
} from '../ledger/records';
export { type RecordType } from '../ledger/record-type';
export { keyNumber, keyOf } from '../ledger/key';
