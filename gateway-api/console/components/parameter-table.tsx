import { type JSX } from 'preact';
import { parameters } from '../../../chaincode/domain/parameters';
import { texts } from '../model/texts';
import { useParameters } from '../state/votes';
import { Card } from './card';
import { Loaded } from './states';
import { Table } from './table';

/** The network's parameters as they are in force, with what each does. */
export function ParameterTable(): JSX.Element {
  const words = texts.network;
  const values = useParameters();
  const names = Object.keys(parameters) as (keyof typeof parameters)[];
  return (
    <Card title={words.parameters} lead={words.parametersLead} wide>
      <Loaded what={words.parameters} resource={values} lines={8}>
        {(inForce) => (
          <Table
            caption={texts.shell.tableOf(words.parameters)}
            rows={names}
            keyOf={(name) => name}
            columns={[
              { heading: words.parameter, cell: (name) => name },
              { heading: words.value, figure: true, cell: (name) => inForce[name] ?? parameters[name].default },
              { heading: words.meaning, cell: (name) => parameters[name].meaning },
            ]}
          />
        )}
      </Loaded>
    </Card>
  );
}
