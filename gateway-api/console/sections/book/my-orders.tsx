import { type JSX } from 'preact';
import { ActionButton } from '../../components/action-button';
import { Amount } from '../../components/amount';
import { Card } from '../../components/card';
import { Empty, Loaded } from '../../components/states';
import { Table } from '../../components/table';
import { amountText } from '../../model/amounts';
import { texts } from '../../model/texts';
import { showTime } from '../../model/times';
import { type OrderView } from '../../model/views';
import { cancelOrder, useOrders } from '../../state/books';
import { useMember } from '../../state/me';

const MOST_SHOWN = 50;

/** The member's orders in a book, open ones first. */
export function MyOrders({ book }: { readonly book: string }): JSX.Element {
  const words = texts.book;
  const member = useMember();
  const orders = useOrders(book, member);
  const sentence = ({ side, amount, price }: OrderView): string =>
    words.sentence[side](amountText(amount, 'ent'), price === null ? words.anyPrice : amountText(price, 'entPrice'));
  return (
    <Card title={words.mine} lead={words.mineLead} wide>
      <Loaded what={words.mine} resource={orders} lines={4}>
        {(all) =>
          all.length === 0 ? (
            <Empty icon="book">
              <p>{words.noneMine}</p>
            </Empty>
          ) : (
            <Table
              caption={texts.shell.tableOf(words.mine)}
              rows={all.slice(0, MOST_SHOWN)}
              keyOf={({ id }) => id}
              columns={[
                { heading: words.order, cell: sentence },
                {
                  heading: words.columns.left,
                  figure: true,
                  cell: ({ left }) => <Amount value={left} kind="ent" bare />,
                },
                { heading: words.columns.state, cell: ({ state }) => words.states[state] },
                { heading: words.columns.when, cell: ({ slot }) => showTime(slot, 'moment') },
                {
                  heading: words.columns.action,
                  cell: (order) =>
                    order.state === 'open' ? (
                      <ActionButton
                        label={words.cancelOf(sentence(order))}
                        act={(key) => cancelOrder(book, member, order.id, key)}
                      >
                        {words.cancel}
                      </ActionButton>
                    ) : null,
                },
              ]}
            />
          )
        }
      </Loaded>
    </Card>
  );
}
