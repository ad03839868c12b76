import { type JSX } from 'preact';
import { parseEnergy } from '../../../../chaincode/domain/units';
import { Card } from '../../components/card';
import { Empty, Skeleton } from '../../components/states';
import { type Grid, lineLoads } from '../../model/line-load';
import { texts } from '../../model/texts';
import { type ListingView } from '../../model/views';
import { type Home, useGrid, useHomes } from '../../state/home';
import { GridMap } from './grid-map';
import { type MeterReading } from './hour-map';

interface LineLoadsProps {
  readonly listing: ListingView;
  /** By member. */
  readonly meters: ReadonlyMap<string, MeterReading>;
}

/** What the lines of the grid carried in an hour, where grid and meters are known; else says what is missing. */
export function LineLoads({ listing, meters }: LineLoadsProps): JSX.Element {
  const words = texts.map;
  const { data, loading } = useGrid();
  const grid = data?.grid;
  const homes = useHomes().data?.homes ?? [];
  const loads = grid && meters.size > 0 ? lineLoads(grid, surplusAt(homes, meters)) : undefined;
  if (loading) {
    return (
      <Card title={words.lines} lead={words.linesLead} wide>
        <Skeleton lines={16} />
      </Card>
    );
  }
  if (!grid || !loads) {
    return (
      <Card title={words.lines} wide>
        <Empty icon="map">
          <p>{grid ? words.linesNoMeters : words.linesWait}</p>
        </Empty>
      </Card>
    );
  }
  return (
    <Card title={words.lines} lead={words.linesLead} wide>
      <GridMap listing={listing} grid={grid} loads={loads} homesAt={homesAt(grid, homes)} />
      <p class="quiet small-print">{words.linesSource(grid.attribution)}</p>
    </Card>
  );
}

/** Members by the bus of their home. */
function homesAt({ buses }: Grid, homes: readonly Home[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    buses.map(({ id }) => [id, homes.filter(({ bus }) => bus === id).map(({ member }) => member)] as const),
  );
}

/** What the homes at each bus produced less what they used, Wh. */
function surplusAt(homes: readonly Home[], meters: LineLoadsProps['meters']): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { bus, member } of homes) {
    const reading = meters.get(member);
    if (!reading) continue;
    sums.set(bus, (sums.get(bus) ?? 0n) + parseEnergy(reading.produced) - parseEnergy(reading.used));
  }
  return sums;
}
