import { type JSX } from 'preact';
import { Amount } from '../../components/amount';
import { Card } from '../../components/card';
import { Loaded } from '../../components/states';
import { Table } from '../../components/table';
import { texts } from '../../model/texts';
import { showTime } from '../../model/times';
import { type BookTradeView } from '../../model/views';
import { useBookTrades } from '../../state/books';
import { useMember } from '../../state/me';

const MOST_SHOWN = 25;

/** The last trades of a book, the member's own marked. */
export function LastTrades({ book }: { readonly book: string }): JSX.Element {
  const words = texts.book;
  const member = useMember();
  const trades = useBookTrades(book);
  const isOf = (order: string): boolean => order.startsWith(`${member}:`);
  const role = ({ buy, sell }: BookTradeView): string => (isOf(buy) ? words.bought : isOf(sell) ? words.sold : '');
  return (
    <Card title={words.trades} lead={words.tradesLead} wide>
      <Loaded what={words.trades} resource={trades} lines={5}>
        {(all) =>
          all.length === 0 ? (
            <p class="quiet">{words.noTrades}</p>
          ) : (
            <Table
              caption={texts.shell.tableOf(words.trades)}
              rows={all.slice(0, MOST_SHOWN)}
              keyOf={({ id }) => id}
              marked={({ buy, sell }) => isOf(buy) || isOf(sell)}
              columns={[
                { heading: words.columns.when, cell: ({ at }) => showTime(at, 'moment') },
                {
                  heading: words.columns.amount,
                  figure: true,
                  cell: ({ amount }) => <Amount value={amount} kind="ent" bare />,
                },
                {
                  heading: words.columns.price,
                  figure: true,
                  cell: ({ price }) => <Amount value={price} kind="entPrice" bare />,
                },
                {
                  heading: words.columns.total,
                  figure: true,
                  cell: ({ total }) => <Amount value={total} kind="entPrice" bare />,
                },
                { heading: words.columns.role, cell: role },
              ]}
            />
          )
        }
      </Loaded>
    </Card>
  );
}
