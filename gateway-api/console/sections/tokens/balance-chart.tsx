import { type JSX } from 'preact';
import { type TokenName } from '../../../../chaincode/domain/account';
import { TimeChart } from '../../charts/time-chart';
import { amountText, unitOf } from '../../model/amounts';
import { texts } from '../../model/texts';
import { showTime } from '../../model/times';
import { type Page } from '../../model/views';
import { read } from '../../state/api';
import { changesAccountOf } from '../../state/balance';
import { useMember } from '../../state/me';
import { useResource } from '../../state/resources';
import { kindOf } from './account-card';

/** What was on an account after a movement. */
interface BalanceAfter {
  readonly at: string;
  readonly transaction: string;
  readonly available: string;
  readonly escrowed: string;
}

/** What could be spent over time; nothing where the gateway keeps no history or there is none yet. */
export function BalanceChart({ token }: { readonly token: TokenName }): JSX.Element | null {
  const member = useMember();
  const words = texts.tokens.chart;
  const path = `/v1/accounts/${member}/${token}/balances?pageSize=200`;
  const balances = useResource(path, () => read<Page<BalanceAfter>>(path), {
    changedBy: changesAccountOf(member),
  }).data;
  if (!balances || balances.items.length === 0) return null;
  const kind = kindOf[token];
  const rows = [...balances.items].reverse();
  const figure = (heading: string, value: (row: BalanceAfter) => string) => ({
    heading,
    value,
    cell: value,
    figure: true,
  });
  const last = rows.at(-1)?.available ?? '0';
  return (
    <TimeChart
      summary={words.summary(texts.tokens.names[token], rows.length, amountText(last, kind))}
      fileName={`balance-${token}`}
      legend={[{ look: 'price', name: words.available }]}
      columns={[
        { heading: words.columns.when, value: ({ at }) => at, cell: ({ at }) => showTime(at, 'moment') },
        figure(words.columns.available, ({ available }) => available),
        figure(words.columns.escrowed, ({ escrowed }) => escrowed),
      ]}
      rows={rows}
      keyOf={({ transaction, at, available }) => `${transaction} ${at} ${available}`}
      timeOf={({ at }) => at}
      steps
      panels={[
        {
          unit: unitOf(kind),
          height: 190,
          lines: [
            {
              ...{ look: 'price', area: true, last: amountText(last, kind) },
              value: ({ available }) => Number(available),
            },
          ],
        },
      ]}
      hint={words.hint}
      readout={({ at, available, escrowed }) =>
        words.readout(showTime(at, 'moment'), amountText(available, kind), amountText(escrowed, kind))
      }
    />
  );
}
