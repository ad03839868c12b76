import * as fc from 'fast-check';
import { type Limits } from '../../../chaincode/domain/clearing/clearing';
import { type Offer, type Side } from '../../../chaincode/domain/offer';
import { type TrustPoints } from '../../../chaincode/domain/trust/points';
import { priceOf, whOf } from '../../../chaincode/domain/units';

/** An offer of a newcomer from plain numbers: Wh and millionths of eEuro per kWh. */
export function offer(id: string, side: Side, energy: bigint | number, price: bigint | number): Offer {
  return { id, side, energy: whOf(BigInt(energy)), price: priceOf(BigInt(price)) };
}

/** Books in order of arrival, of members of all trust points, with ids that don't follow it. Few different prices and energies: ties are the rule. */
export const tightBooks = booksOf(fc.bigInt(1n, 6n), fc.bigInt(0n, 6n), 14);
/** As tight in energy, but with prices of all sorts, so that averages and middles have to be rounded. */
export const smallBooks = booksOf(fc.bigInt(1n, 6n), fc.bigInt(0n, 400_000n), 14);
/** Books of a community: Wh up to 5 kWh, prices up to 0.4 eEuro. */
export const ordinaryBooks = booksOf(fc.bigInt(1n, 5_000n), fc.bigInt(0n, 400_000n), 40);
/** Books up to the largest amounts that the units allow, far beyond what a double holds. */
export const hugeBooks = booksOf(
  fc.oneof(fc.bigInt(1n, 10n ** 15n), fc.bigInt(10n ** 15n - 3n, 10n ** 15n)),
  fc.oneof(fc.bigInt(0n, 10n ** 18n), fc.bigInt(10n ** 18n - 3n, 10n ** 18n)),
  20,
);
export const anyBook = fc.oneof(tightBooks, ordinaryBooks, hugeBooks);
export const anyLimits = fc.constantFrom<Limits>('respected', 'ignored');

function booksOf(energy: fc.Arbitrary<bigint>, price: fc.Arbitrary<bigint>, maxLength: number): fc.Arbitrary<Offer[]> {
  const entry = fc.record({
    id: fc.stringMatching(/^[a-z0-9]{1,6}$/),
    side: fc.constantFrom<Side>('sell', 'buy'),
    energy: energy.map(whOf),
    price: price.map(priceOf),
    points: fc.constantFrom<TrustPoints>(1, 2, 3, 4),
  });
  return fc.uniqueArray(entry, { maxLength, selector: (each) => each.id });
}
