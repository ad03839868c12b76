import { type JSX } from 'preact';
import { Amount } from '../../components/amount';
import { Card } from '../../components/card';
import { Empty, Loaded } from '../../components/states';
import { Table } from '../../components/table';
import { shortMember } from '../../model/names';
import { texts } from '../../model/texts';
import { useMember } from '../../state/me';
import { useStorageUnits } from '../../state/storage';
import { EnergyHistory } from './energy-history';
import { Pools } from './pools';
import { RunningSessions } from './running-sessions';
import { SessionForm } from './session-form';
import './energy.css';

/** Storage units, their energy against ENT, and taking energy out (spec 12). */
export default function EnergySection(): JSX.Element {
  const words = texts.energy;
  const member = useMember();
  const units = useStorageUnits();
  return (
    <div class="grid">
      <Pools />
      <Card title={words.session} lead={words.sessionLead}>
        <Loaded what={words.units} resource={units} lines={6}>
          {(all) => (all.length === 0 ? <NoUnits /> : <SessionForm units={all} member={member} />)}
        </Loaded>
      </Card>
      <Card title={words.running} lead={words.runningLead}>
        <Loaded what={words.units} resource={units} lines={4}>
          {(all) => <RunningSessions units={all} member={member} />}
        </Loaded>
      </Card>
      <EnergyHistory />
      <Card title={words.units} lead={words.unitsLead} wide>
        <Loaded what={words.units} resource={units} lines={4}>
          {(all) =>
            all.length === 0 ? (
              <NoUnits />
            ) : (
              <Table
                caption={texts.shell.tableOf(words.units)}
                rows={all}
                keyOf={({ id }) => id}
                marked={({ owner }) => owner === member}
                columns={[
                  { heading: words.columns.unit, cell: ({ id }) => shortMember(id) },
                  {
                    heading: words.columns.owner,
                    cell: ({ owner }) => (owner === member ? words.yours(shortMember(owner)) : shortMember(owner)),
                  },
                  {
                    heading: words.columns.energy,
                    figure: true,
                    cell: ({ energy }) => <Amount value={energy} kind="energy" bare />,
                  },
                  {
                    heading: words.columns.reserved,
                    figure: true,
                    cell: ({ reserved }) => <Amount value={reserved} kind="energy" bare />,
                  },
                  {
                    heading: words.columns.free,
                    figure: true,
                    cell: ({ free }) => <Amount value={free} kind="energy" bare />,
                  },
                ]}
              />
            )
          }
        </Loaded>
      </Card>
    </div>
  );
}

const NoUnits = (): JSX.Element => (
  <Empty icon="energy">
    <p>{texts.energy.noUnits}</p>
  </Empty>
);
