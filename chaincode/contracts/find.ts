/** Loading what a transaction names, or refusing with the code of what is missing. */
import { DomainError } from '../domain/errors';
import { type Epoch } from '../domain/agents/epoch';
import { type Member } from '../domain/member';
import { type Unit } from '../domain/pv-unit';
import { type StorageUnit } from '../domain/stored-energy/storage-unit';
import { loadEpoch } from '../ledger/agents';
import { type Ledger } from '../ledger/ledger';
import {
  type Book,
  bookRecord,
  type HeldTradeEntry,
  heldTradeRecord,
  type Listing,
  listingRecord,
  type Market,
  marketRecord,
  memberRecord,
  type Network,
  networkRecord,
  storageUnitRecord,
  unitRecord,
} from '../ledger/records';

export async function findNetwork(ledger: Ledger): Promise<Network> {
  const network = await ledger.get(networkRecord, 'main');
  if (!network) throw new DomainError('NOT_BOOTSTRAPPED', 'The network has not been bootstrapped yet');
  return network;
}

export async function findMember(ledger: Ledger, id: string): Promise<Member> {
  const member = await ledger.get(memberRecord, id);
  if (!member) throw new DomainError('MEMBER_NOT_FOUND', `There is no member ${id}`, { member: id });
  return member;
}

export async function findUnit(ledger: Ledger, id: string): Promise<Unit> {
  const unit = await ledger.get(unitRecord, id);
  if (!unit) throw new DomainError('UNIT_NOT_FOUND', `There is no unit ${id}`, { unit: id });
  return unit;
}

export async function findMarket(ledger: Ledger, id: string): Promise<Market> {
  const market = await ledger.get(marketRecord, id);
  if (!market) throw new DomainError('MARKET_NOT_FOUND', `There is no market ${id}`, { market: id });
  return market;
}

export async function findListing(ledger: Ledger, id: string): Promise<Listing> {
  const listing = await ledger.get(listingRecord, id);
  if (!listing) throw new DomainError('LISTING_NOT_FOUND', `There is no listing ${id}`, { listing: id });
  return listing;
}

export async function findStorageUnit(ledger: Ledger, id: string): Promise<StorageUnit> {
  const unit = await ledger.get(storageUnitRecord, id);
  if (!unit) throw new DomainError('UNIT_NOT_FOUND', `There is no storage unit ${id}`, { unit: id });
  return unit;
}

export async function findBook(ledger: Ledger, id: string): Promise<Book> {
  const book = await ledger.get(bookRecord, id);
  if (!book) throw new DomainError('BOOK_NOT_FOUND', `There is no order book ${id}`, { book: id });
  return book;
}

export async function findEpoch(ledger: Ledger, number: number): Promise<Epoch> {
  const epoch = await loadEpoch(ledger, number);
  if (!epoch) throw new DomainError('EPOCH_NOT_FOUND', `There is no epoch ${number} yet`, { epoch: number });
  return epoch;
}

export async function findHeldTrade(ledger: Ledger, book: string, id: string): Promise<HeldTradeEntry> {
  const trade = await ledger.get(heldTradeRecord, book, id);
  if (!trade) throw new DomainError('HELD_TRADE_NOT_FOUND', `No trade ${id} was held in ${book}`, { trade: id });
  return trade;
}
