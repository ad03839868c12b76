import { type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type TokenName } from '../../../../chaincode/domain/account';
import { Amount } from '../../components/amount';
import { Card } from '../../components/card';
import { Empty, Loaded } from '../../components/states';
import { Table } from '../../components/table';
import { type AmountKind, amountText } from '../../model/amounts';
import { shortMember } from '../../model/names';
import { texts } from '../../model/texts';
import { showTime } from '../../model/times';
import { type MovementView, type Page } from '../../model/views';
import { read } from '../../state/api';
import { changesAccountOf } from '../../state/balance';
import { useMember } from '../../state/me';
import { useResource } from '../../state/resources';
import { kindOf } from './account-card';
import { BalanceChart } from './balance-chart';

interface AccountHistoryProps {
  readonly token: TokenName;
  readonly tokens: readonly TokenName[];
  readonly onChoose: (token: TokenName) => void;
}

const PAGE = 20;

/** Every movement of an account, newest first; older ones on demand. */
export function AccountHistory({ token, tokens, onChoose }: AccountHistoryProps): JSX.Element {
  const member = useMember();
  const words = texts.tokens.history;
  const path = `/v1/accounts/${member}/${token}/history?pageSize=${PAGE}`;
  const newest = useResource(path, () => read<Page<MovementView>>(path), { changedBy: changesAccountOf(member) });
  const [older, setOlder] = useState<readonly MovementView[]>([]);
  const [bookmark, setBookmark] = useState<string>();
  // What is newest has changed: pages behind it would overlap.
  useEffect(() => {
    setOlder([]);
    setBookmark(undefined);
  }, [token, newest.data]);
  const more = async (after: string): Promise<void> => {
    const page = await read<Page<MovementView>>(`${path}&bookmark=${encodeURIComponent(after)}`);
    setOlder((known) => [...known, ...page.items]);
    setBookmark(page.bookmark);
  };
  return (
    <Card
      title={words.title}
      lead={words.lead}
      wide
      aside={
        <fieldset class="choice">
          <legend class="sr-only">{words.token}</legend>
          {tokens.map((name) => (
            <label key={name}>
              <input type="radio" name="history-token" checked={name === token} onChange={() => onChoose(name)} />
              <span>{texts.tokens.names[name]}</span>
            </label>
          ))}
        </fieldset>
      }
    >
      <BalanceChart key={token} token={token} />
      <Loaded what={words.title} resource={newest} lines={8}>
        {(page) => {
          const movements = [...page.items, ...older];
          const next = bookmark ?? page.bookmark;
          if (movements.length === 0) {
            return (
              <Empty icon="tokens">
                <p>{words.empty}</p>
              </Empty>
            );
          }
          return (
            <>
              <Movements movements={movements} kind={kindOf[token]} />
              {next === '' ? null : (
                <button type="button" onClick={() => void more(next)}>
                  {words.more}
                </button>
              )}
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}

interface MovementsProps {
  readonly movements: readonly MovementView[];
  readonly kind: AmountKind;
}

function Movements({ movements, kind }: MovementsProps): JSX.Element {
  const words = texts.tokens.history;
  const { columns } = words;
  return (
    <Table
      caption={words.title}
      rows={movements}
      keyOf={({ transaction, kind: what, reference }) => `${transaction} ${what} ${reference}`}
      columns={[
        {
          heading: columns.what,
          cell: ({ kind: what, counterparty }) => (
            <>
              {words.kinds[what]}
              {counterparty === null ? null : (
                <small class="bound quiet">
                  {columns.with} {shortMember(counterparty)}
                </small>
              )}
            </>
          ),
        },
        { heading: columns.change, figure: true, cell: (movement) => <Change movement={movement} kind={kind} /> },
        { heading: columns.when, cell: ({ at }) => showTime(at, 'moment') },
      ]}
    />
  );
}

/** What a movement changed: of what can be spent, and of what is bound. */
function Change({ movement, kind }: { readonly movement: MovementView; readonly kind: AmountKind }): JSX.Element {
  const words = texts.tokens.history;
  const bound = [
    movement.escrowed === '0' ? undefined : words.escrowed(amountText(movement.escrowed, kind, { signed: true })),
    movement.lockedForWithdrawal === '0'
      ? undefined
      : words.locked(amountText(movement.lockedForWithdrawal, kind, { signed: true })),
  ].filter((text) => text !== undefined);
  return (
    <>
      {movement.available === '0' ? null : (
        <span class={movement.available.startsWith('-') ? undefined : 'good-ink'}>
          <Amount value={movement.available} kind={kind} signed />
        </span>
      )}
      {bound.map((text) => (
        <small key={text} class="bound quiet">
          {text}
        </small>
      ))}
    </>
  );
}
