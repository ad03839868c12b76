import { type JSX } from 'preact';
import { Empty, Loaded } from '../../components/states';
import { texts } from '../../model/texts';
import { useFirstMarket, useListings, useMarkets } from '../../state/markets';
import { HourMap } from './hour-map';
import './map.css';

/** The community as a graph: who generates, who uses, and the flows of an hour (spec 33). */
export default function MapSection(): JSX.Element {
  const markets = useMarkets();
  const market = useFirstMarket();
  const listings = useListings(market);
  if (market === undefined && markets.data) {
    return (
      <Empty icon="map">
        <p>{texts.map.noMarket}</p>
      </Empty>
    );
  }
  return (
    <Loaded
      what={texts.sectionNames.map.name}
      resource={markets.data ? listings : { ...markets, data: undefined }}
      lines={16}
    >
      {(found) => {
        const over = found.filter(({ clearing }) => clearing !== null);
        return over.length === 0 ? (
          <Empty icon="clock">
            <p>{texts.map.noHours}</p>
          </Empty>
        ) : (
          <HourMap listings={over} />
        );
      }}
    </Loaded>
  );
}
