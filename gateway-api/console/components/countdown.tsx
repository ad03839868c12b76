import { type JSX } from 'preact';
import { texts } from '../model/texts';
import { showWait } from '../model/times';
import { type ListingView } from '../model/views';
import { demo } from '../state/demo';
import { useLedgerTime } from '../state/ledger-time';
import { useStore } from '../state/store';
import { Icon } from './icon';

/** How long a listing still takes offers, by the ledger's time; in a demonstration also how long that is here. */
export function Countdown({ listing }: { readonly listing: ListingView }): JSX.Element {
  const now = useLedgerTime(listing.market);
  const pace = useStore(demo);
  const words = texts.market;
  if (listing.state !== 'open') return <span class="badge">{words.states[listing.state]}</span>;
  const left = now === undefined ? undefined : Date.parse(listing.deliveryStart) - now;
  const here =
    left === undefined || pace?.state !== 'live' ? undefined : Math.ceil((left / 3_600_000) * pace.secondsPerHour);
  return (
    <span class="countdown" role="timer">
      <Icon name="clock" size={18} />
      {left === undefined ? texts.shell.none : left <= 0 ? words.closing : words.closesIn(showWait(left))}
      {here !== undefined && here > 0 ? <span class="quiet"> ({words.here(here)})</span> : null}
    </span>
  );
}
