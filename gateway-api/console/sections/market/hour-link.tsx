import { type JSX } from 'preact';
import { texts } from '../../model/texts';
import { type ListingView } from '../../model/views';
import { pathOf } from '../../state/router';

/** The way from what an hour came to, to the page that tells all of it. */
export function HourLink({ listing }: { readonly listing: ListingView }): JSX.Element {
  return (
    <p>
      <a href={pathOf('market', listing.id)} data-section>
        {texts.market.result.details}
      </a>
    </p>
  );
}
