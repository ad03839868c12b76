import { unlessDone } from '../client/calls';
import { admitActors } from './admit-members';
import { type Cast, type Keyring } from './cast';
import { ENT_BOOK, entBookRules } from './demo-rules';

/**
 * Makes the ledger ready for stored energy: storage units admitted and registered by vote for their owners, and a book
 * for ENT. For a community that has been set up; does only what is missing.
 */
export async function setUpStorage(cast: Cast, keyring: Keyring): Promise<void> {
  const { founder, operator, households, units } = cast;
  await admitActors(units, cast, keyring);
  const registered = new Set((await founder.storage.units()).map(({ id }) => id));
  for (const { api, owner } of units) {
    if (registered.has(api.member)) continue;
    const home = households.find(({ household }) => household.id === owner.id);
    const args = { unit: api.member, owner: home?.api.member ?? '' };
    await unlessDone(founder.api.vote('RegisterStorageUnit', args), 'UNIT_EXISTS');
  }
  if (!(await operator.book.book(ENT_BOOK))) {
    await unlessDone(operator.book.create(ENT_BOOK, entBookRules), 'BOOK_EXISTS');
  }
}
