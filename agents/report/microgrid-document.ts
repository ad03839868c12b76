import { type SupplyDemandPrices } from '../../chaincode/domain/microgrid/supply-demand-prices';
import { formatEnergy, formatMicros } from '../../chaincode/domain/units';
import { clockOf } from '../community/local-time';
import { type LevelReport, type MicrogridReport } from './microgrid-report';

type LevelDocument = Readonly<Record<'surplus' | 'deficit' | 'traded' | 'paid', string>>;
type PricesDocument = Readonly<Record<'sell' | 'buy' | 'traded', string>>;

/** A day of microgrids as JSON: energy in kWh, money in eEuro, prices in eEuro per kWh, as decimal strings. */
export interface MicrogridDocument {
  readonly microgrids: readonly {
    readonly id: string;
    readonly homes: number;
    readonly inside: LevelDocument;
    readonly sold: { readonly energy: string; readonly money: string };
    readonly bought: { readonly energy: string; readonly money: string };
    readonly toGrid: string;
    readonly fromGrid: string;
  }[];
  readonly between: LevelDocument;
  readonly hours: readonly {
    readonly localTime: string;
    readonly inside: Readonly<Record<string, PricesDocument>>;
    readonly between: PricesDocument;
  }[];
  readonly members: readonly Readonly<
    Record<'member' | 'microgrid' | 'paidInside' | 'paidBetween' | 'receivedInside' | 'receivedBetween', string>
  >[];
  readonly wrongPrices: number;
}

export function microgridDocument(report: MicrogridReport): MicrogridDocument {
  const traded = ({ energy, money }: { readonly energy: bigint; readonly money: bigint }) => ({
    energy: formatEnergy(energy),
    money: formatMicros(money),
  });
  return {
    microgrids: report.microgrids.map(({ id, homes, inside, sold, bought, toGrid, fromGrid }) => ({
      id,
      homes,
      inside: levelDocument(inside),
      sold: traded(sold),
      bought: traded(bought),
      toGrid: formatEnergy(toGrid),
      fromGrid: formatEnergy(fromGrid),
    })),
    between: levelDocument(report.between),
    hours: report.hours.map(({ startMinute, inside, between }) => ({
      localTime: clockOf(startMinute),
      inside: Object.fromEntries(Array.from(inside, ([id, prices]) => [id, pricesDocument(prices)])),
      between: pricesDocument(between),
    })),
    members: report.members.map(({ member, microgrid, ...money }) => ({
      member,
      microgrid,
      paidInside: formatMicros(money.paidInside),
      paidBetween: formatMicros(money.paidBetween),
      receivedInside: formatMicros(money.receivedInside),
      receivedBetween: formatMicros(money.receivedBetween),
    })),
    wrongPrices: report.wrongPrices,
  };
}

const levelDocument = ({ surplus, deficit, traded, paid }: LevelReport): LevelDocument => ({
  surplus: formatEnergy(surplus),
  deficit: formatEnergy(deficit),
  traded: formatEnergy(traded),
  paid: formatMicros(paid),
});

const pricesDocument = ({ sell, buy, traded }: SupplyDemandPrices & { readonly traded: bigint }): PricesDocument => ({
  sell: formatMicros(sell),
  buy: formatMicros(buy),
  traded: formatEnergy(traded),
});
