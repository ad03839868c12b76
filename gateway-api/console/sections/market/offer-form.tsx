import { type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { checkOffer } from '../../../../chaincode/domain/market-rules';
import { escrowFor } from '../../../../chaincode/domain/settlement';
import { DomainError } from '../../../../chaincode/domain/errors';
import { parseEnergy, parseEuro, parsePrice, type PricePerKWh, type Wh } from '../../../../chaincode/domain/units';
import { Card } from '../../components/card';
import { checkNumber } from '../../forms/check-amount';
import { Choice, Field, Form, Select, Submit } from '../../forms/fields';
import { type FieldErrors, useForm, type Values, wrongFields } from '../../forms/use-form';
import { amountText, readDecimal, shifted, unitOf, unshifted } from '../../model/amounts';
import { fullRules } from '../../model/full-rules';
import { bookId, type HourOffer } from '../../model/hour-offers';
import { showMoney } from '../../model/show';
import { texts } from '../../model/texts';
import { type BalanceView, type ListingView, type OfferView, type UnitView } from '../../model/views';
import { write } from '../../state/api';
import { type HomeHour, useHomeHour } from '../../state/home';
import { useMember } from '../../state/me';
import { refreshResources } from '../../state/resources';
import { OfferEstimate } from './offer-estimate';

type Name = 'side' | 'unit' | 'energy' | 'price';

interface OfferFormProps {
  readonly listing: ListingView;
  readonly offers: readonly HourOffer[];
  /** The member's own verified units. */
  readonly units: readonly UnitView[];
  readonly balance: BalanceView | undefined;
}

/** An offer in two figures, with what would come of it. */
export function OfferForm({ listing, offers, units, balance }: OfferFormProps): JSX.Element {
  const member = useMember();
  const words = texts.market.offer;
  const home = useHomeHour(listing.deliveryStart);
  const [placed, setPlaced] = useState(false);
  const [unit] = units;
  const form = useForm<Name, OfferView>({
    initial: { side: unit ? 'sell' : 'buy', unit: unit?.id ?? '', energy: '', price: '' },
    check: (values) => checkValues(values, listing, balance),
    send: async (values, key) => {
      const offer = { offer: `w-${key.slice(0, 13)}`, energy: decimal(values.energy), price: priceOf(values) };
      const body = values.side === 'sell' ? { side: 'sell', unit: values.unit, ...offer } : { side: 'buy', ...offer };
      return (await write<OfferView>('POST', `/v1/listings/${listing.id}/offers`, body, key)).result;
    },
    sent: () => {
      refreshResources(`/v1/listings/${listing.id}`);
      setPlaced(true);
      form.reset({ ...form.values, energy: '', price: '' });
      return false;
    },
  });
  const { values } = form;
  const isSale = values.side === 'sell';
  const expected = home && parseEnergy(home.produced) > parseEnergy(home.used) && unit ? 'sell' : 'buy';
  useEffect(() => {
    // Until something is typed, the form stands at what the meter expects.
    if (home && values.energy === '' && values.price === '') form.set('side', expected);
  }, [expected, home === undefined]);
  useEffect(() => setPlaced(false), [values.energy, listing.id]);
  const draft = draftOf(values, listing, member);
  const { rules } = listing;
  const bounds = words.priceHelp(amountText(rules.priceFloor, 'price'), amountText(rules.priceCap, 'price'));
  return (
    <Card title={words.title} lead={words.lead}>
      <Form form={form} label={words.title}>
        <Choice
          form={form}
          name="side"
          label={words.side}
          options={[...(unit ? [{ value: 'sell', label: words.sell }] : []), { value: 'buy', label: words.buy }]}
        />
        {home ? (
          <Suggestion home={home} values={values} onTake={(next) => form.reset({ ...values, ...next })} unit={unit} />
        ) : null}
        {isSale && units.length > 1 ? (
          <Select
            form={form}
            name="unit"
            label={words.unit}
            options={units.map(({ id }) => ({ value: id, label: id }))}
          />
        ) : null}
        <div class="fields">
          <Field form={form} name="energy" type="decimal" label={words.energy} unit={unitOf('energy')} />
          <Field
            form={form}
            name="price"
            type="decimal"
            label={isSale ? words.minPrice : words.maxPrice}
            unit={unitOf('price')}
            help={bounds}
          />
        </div>
        <OfferEstimate listing={listing} offers={offers} draft={draft} />
        <Submit sending={form.sending}>
          {form.sending ? words.sending : isSale ? words.submitSell : words.submitBuy}
        </Submit>
        <p class="field-note" role="status">
          {placed ? words.placed : '\u00a0'}
        </p>
      </Form>
    </Card>
  );
}

interface SuggestionProps {
  readonly home: HomeHour;
  readonly values: Values<Name>;
  readonly unit: UnitView | undefined;
  readonly onTake: (next: { side: string; energy: string; price: string }) => void;
}

/** What the member's meter expects, to be taken over with the grid's price as the limit: worse than that is no trade. */
function Suggestion({ home, unit, onTake }: SuggestionProps): JSX.Element | null {
  const words = texts.market.offer;
  const left = parseEnergy(home.produced) - parseEnergy(home.used);
  const side = left > 0n ? 'sell' : 'buy';
  if (left === 0n || (side === 'sell' && !unit)) return null;
  const energy = unshifted(String(left < 0n ? -left : left), 3);
  const limit = parsePrice(side === 'sell' ? home.feedIn : home.retail);
  // Steps of a hundredth of a cent fit every market here; never worse than the grid.
  const kept = side === 'sell' ? limit + ((100n - (limit % 100n)) % 100n) : limit - (limit % 100n);
  const price = shifted(unshifted(String(kept), 6), 2);
  const told = amountText(energy, 'energy', { exact: true });
  return (
    <p class="suggestion">
      {words.suggestion(side === 'sell' ? words.surplus(told) : words.shortage(told))}{' '}
      <button type="button" class="small" onClick={() => onTake({ side, energy, price })}>
        {words.takeOver}
      </button>
    </p>
  );
}

const decimal = (typed: string): string => readDecimal(typed) ?? '';
/** Prices are typed in cents. */
const priceOf = ({ price }: Values<Name>): string => unshifted(decimal(price) || '0', 2);

/** The offer as it would stand in the book; undefined while a figure is missing. */
function draftOf(values: Values<Name>, listing: ListingView, member: string): HourOffer | undefined {
  const [energy, price] = [readDecimal(values.energy), readDecimal(values.price)];
  if (energy === undefined || price === undefined) return undefined;
  try {
    const terms = {
      side: values.side === 'sell' ? 'sell' : 'buy',
      energy: parseEnergy(energy),
      price: parsePrice(unshifted(price, 2)),
    } as const;
    const rules = fullRules(listing.rules);
    checkOffer(rules, terms);
    const escrow = escrowFor(terms, rules);
    return { ...terms, escrow, member, id: bookId({ member, id: 'draft' }), slot: '9999-12-31T23:59:00Z' };
  } catch {
    // The form says what is wrong with it.
    return undefined;
  }
}

/** What is wrong with what was typed, by the market's own rules. */
function checkValues(values: Values<Name>, listing: ListingView, balance: BalanceView | undefined): FieldErrors<Name> {
  const errors = wrongFields<Name>({ energy: checkNumber(values.energy, 3), price: checkNumber(values.price, 4) });
  if (errors.energy !== undefined || errors.price !== undefined) return errors;
  let terms: { side: 'sell' | 'buy'; energy: Wh; price: PricePerKWh };
  try {
    terms = {
      side: values.side === 'sell' ? 'sell' : 'buy',
      energy: parseEnergy(decimal(values.energy), 'energy'),
      price: parsePrice(priceOf(values), 'price'),
    };
    checkOffer(fullRules(listing.rules), terms);
  } catch (error) {
    return { ...errors, ...fieldOf(error, listing) };
  }
  const escrow = escrowFor(terms, fullRules(listing.rules));
  if (balance && escrow > parseEuro(balance.available)) {
    return { energy: texts.errors.moreThanAvailable(showMoney(parseEuro(balance.available))) };
  }
  return errors;
}

/** A refusal of the rules in the units of the form. */
function fieldOf(error: unknown, { rules }: ListingView): FieldErrors<Name> {
  if (!(error instanceof DomainError)) throw error;
  const { field } = error.details;
  const { errors } = texts;
  if (field === 'energy') {
    if (error.code === 'INVALID_ARGUMENT') return { energy: errors.tooManyDecimals(3) };
    return {
      energy: errors.between(
        amountText(rules.smallestOffer, 'energy', { exact: true }),
        amountText(rules.largestOffer, 'energy', { exact: true }),
      ),
    };
  }
  if (error.code === 'INVALID_ARGUMENT') return { price: errors.tooManyDecimals(4) };
  if (error.details['tick'] !== undefined)
    return { price: errors.stepsOf(amountText(rules.tick, 'price', { exact: true })) };
  const least = error.details['least'] ?? rules.priceFloor;
  const most = error.details['most'] ?? rules.priceCap;
  return { price: errors.between(amountText(String(least), 'price'), amountText(String(most), 'price')) };
}
