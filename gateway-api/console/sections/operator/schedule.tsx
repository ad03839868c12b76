import { type JSX } from 'preact';
import { ActionButton } from '../../components/action-button';
import { Card } from '../../components/card';
import { schedule } from '../../model/listing-steps';
import { texts } from '../../model/texts';
import { type ListingView, type MarketView } from '../../model/views';
import { showHour } from '../../model/times';
import { write } from '../../state/api';
import { useTimeText, useTimeZone } from '../../state/time-zone';

interface ScheduleProps {
  readonly market: MarketView;
  /** Ledger time in ms since 1970. */
  readonly now: number | undefined;
  readonly listings: readonly ListingView[];
}

const HOURS_SHOWN = 4;

/** The next delivery intervals, and the listing that can be opened now. */
export function Schedule({ market, now, listings }: ScheduleProps): JSX.Element {
  const words = texts.operator;
  const timeZone = useTimeZone();
  const showTime = useTimeText();
  const planned = now === undefined ? [] : schedule(market.id, now, market.rules.intervalMinutes, HOURS_SHOWN);
  return (
    <Card title={words.schedule} lead={words.scheduleLead}>
      <ul class="rows">
        {planned.map(({ id, biddingFrom, deliveryStart, deliveryEnd }, index) => {
          const hour = showHour(deliveryStart, deliveryEnd, { timeZone });
          const isOpen = listings.some((listing) => listing.id === id);
          return (
            <li key={id}>
              <span>{words.scheduleRow(hour, showTime(biddingFrom, 'time'), showTime(deliveryStart, 'time'))}</span>
              {isOpen ? (
                <span class="badge good">{words.isOpen}</span>
              ) : index === 0 ? (
                <ActionButton act={(key) => write('POST', `/v1/markets/${market.id}/listings`, { deliveryStart }, key)}>
                  {words.openNext(hour)}
                </ActionButton>
              ) : (
                <span class="badge">{words.waits}</span>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
