import { type JSX } from 'preact';
import { ActionButton } from '../../components/action-button';
import { Amount } from '../../components/amount';
import { Empty } from '../../components/states';
import { Table } from '../../components/table';
import { type ListingStep, nextStep } from '../../model/listing-steps';
import { texts } from '../../model/texts';
import { showHour } from '../../model/times';
import { type ListingView } from '../../model/views';
import { write } from '../../state/api';
import { useTimeText, useTimeZone } from '../../state/time-zone';

interface ListingTableProps {
  readonly listings: readonly ListingView[];
  /** Ledger time in ms since 1970. */
  readonly now: number | undefined;
}

const colours = {
  open: 'badge good',
  closed: 'badge',
  cleared: 'badge',
  settled: 'badge',
  cancelled: 'badge bad',
} as const;
const paths: Readonly<Record<ListingStep, string>> = {
  close: 'closing',
  clear: 'clearing',
  settle: 'settlement',
  refund: 'settlement',
};

/** Listings, the newest first, each with what the operator can do with it. */
export function ListingTable({ listings, now }: ListingTableProps): JSX.Element {
  const words = texts.operator;
  const timeZone = useTimeZone();
  if (listings.length === 0) {
    return (
      <Empty icon="operator">
        <p>{words.noListings}</p>
      </Empty>
    );
  }
  const hourOf = ({ deliveryStart, deliveryEnd }: ListingView): string =>
    showHour(deliveryStart, deliveryEnd, { timeZone });
  return (
    <Table
      caption={texts.shell.tableOf(words.listings)}
      rows={[...listings].reverse()}
      keyOf={({ id }) => id}
      columns={[
        { heading: words.columns.hour, cell: hourOf },
        {
          heading: words.columns.state,
          cell: ({ state }) => <span class={colours[state]}>{texts.market.states[state]}</span>,
        },
        {
          heading: words.columns.offers,
          figure: true,
          cell: ({ clearing }) => <Amount value={clearing && String(clearing.offers)} kind="count" />,
        },
        {
          heading: words.columns.energy,
          figure: true,
          cell: ({ clearing }) => <Amount value={clearing?.energy} kind="energy" bare />,
        },
        {
          heading: words.columns.price,
          figure: true,
          cell: ({ clearing }) => <Amount value={clearing?.price} kind="price" bare />,
        },
        {
          heading: words.columns.step,
          cell: (listing) => <Steps listing={listing} hour={hourOf(listing)} now={now} />,
        },
      ]}
    />
  );
}

interface StepsProps {
  readonly listing: ListingView;
  readonly hour: string;
  readonly now: number | undefined;
}

function Steps({ listing, hour, now }: StepsProps): JSX.Element {
  const words = texts.operator;
  const showTime = useTimeText();
  const step = nextStep(listing);
  if (step === undefined) return <span class="quiet">{words.done}</span>;
  const act = (what: string) => (key: string) => write('POST', `/v1/listings/${listing.id}/${what}`, {}, key);
  const tooSoon = step === 'close' && (now === undefined || now < Date.parse(listing.deliveryStart));
  return (
    <div class="actions">
      {tooSoon ? (
        <span class="quiet">{words.closesAt(showTime(listing.deliveryStart, 'time'))}</span>
      ) : (
        <ActionButton label={words.stepOf(words.steps[step], hour)} act={act(paths[step])}>
          {words.steps[step]}
        </ActionButton>
      )}
      {step === 'close' || step === 'clear' ? (
        <ActionButton
          label={words.callOffOf(hour)}
          act={act('cancellation')}
          confirm={{ title: words.callOffTitle(hour), text: words.callOffText, yes: words.callOff }}
        >
          {words.callOff}
        </ActionButton>
      ) : null}
    </div>
  );
}
