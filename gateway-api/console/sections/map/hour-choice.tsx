import { type JSX } from 'preact';
import { useId } from 'preact/hooks';
import { texts } from '../../model/texts';
import { showHour } from '../../model/times';
import { type ListingView } from '../../model/views';
import { useTimeText, useTimeZone } from '../../state/time-zone';

interface HourChoiceProps {
  /** The oldest first. */
  readonly listings: readonly ListingView[];
  readonly listing: string;
  readonly onChoose: (listing: string) => void;
}

/** Chooses an hour from a list, or goes to the one before or after. */
export function HourChoice({ listings, listing, onChoose }: HourChoiceProps): JSX.Element {
  const words = texts.map;
  const id = useId();
  const timeZone = useTimeZone();
  const showTime = useTimeText();
  const index = listings.findIndex((candidate) => candidate.id === listing);
  const step = (by: number, label: string, sign: string): JSX.Element => {
    const target = listings[index + by];
    return (
      <button
        type="button"
        aria-label={label}
        title={label}
        aria-disabled={target === undefined}
        onClick={() => {
          if (target) onChoose(target.id);
        }}
      >
        {sign}
      </button>
    );
  };
  return (
    <div class="map-hour">
      <label for={id}>{words.hour}</label>
      <div>
        {step(-1, words.earlier, '‹')}
        <select id={id} value={listing} onChange={(event) => onChoose(event.currentTarget.value)}>
          {listings.toReversed().map((hour) => (
            <option key={hour.id} value={hour.id}>
              {showTime(hour.deliveryStart, 'day')}, {showHour(hour.deliveryStart, hour.deliveryEnd, { timeZone })}
            </option>
          ))}
        </select>
        {step(1, words.later, '›')}
      </div>
    </div>
  );
}
