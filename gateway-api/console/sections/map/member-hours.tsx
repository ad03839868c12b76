import { type JSX } from 'preact';
import { Table } from '../../components/table';
import { formatEnergy } from '../../../../chaincode/domain/units';
import { showAmount } from '../../model/amounts';
import { type EnergyMap } from '../../model/energy-map';
import { shortMember } from '../../model/names';
import { texts } from '../../model/texts';
import { type MeterReading } from './hour-map';

interface MemberHoursProps {
  readonly map: EnergyMap;
  readonly own: string;
  readonly meters: ReadonlyMap<string, MeterReading>;
}

/** Every member's hour: what its meter counted, where one is known, and what it traded. */
export function MemberHours({ map, own, meters }: MemberHoursProps): JSX.Element {
  const words = texts.map;
  const { member, produced, used, sold, bought } = words.memberColumns;
  const metered = (of: (reading: MeterReading) => string) => (row: { readonly member: string }) => {
    const reading = meters.get(row.member);
    return reading ? showAmount(of(reading), 'energy').figure : texts.shell.none;
  };
  const traded = (energy: bigint): string =>
    energy === 0n ? texts.shell.none : showAmount(formatEnergy(energy), 'energy').figure;
  return (
    <>
      <Table
        caption={texts.shell.tableOf(words.members)}
        rows={map.members}
        keyOf={(row) => row.member}
        marked={(row) => row.member === own}
        columns={[
          {
            heading: member,
            cell: (row) => (row.member === own ? words.you(shortMember(row.member)) : shortMember(row.member)),
          },
          { heading: produced, figure: true, cell: metered((reading) => reading.produced) },
          { heading: used, figure: true, cell: metered((reading) => reading.used) },
          { heading: sold, figure: true, cell: (row) => traded(row.sold) },
          { heading: bought, figure: true, cell: (row) => traded(row.bought) },
        ]}
      />
      {meters.size > 0 ? <p class="quiet small-print">{words.simulated}</p> : null}
    </>
  );
}
