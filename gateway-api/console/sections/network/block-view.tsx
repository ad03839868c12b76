import { type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Card } from '../../components/card';
import { Dialog } from '../../components/dialog';
import { Loaded } from '../../components/states';
import { Table } from '../../components/table';
import { texts } from '../../model/texts';
import { type BlockTransaction } from '../../../../client/generated/types/explorer';
import { useBlock } from '../../state/explorer';
import { pathOf } from '../../state/router';
import { Keys } from './keys';

/** One block: its place in the chain, and its transactions. */
export function BlockView({ number }: { readonly number: string }): JSX.Element {
  const words = texts.network;
  const block = useBlock(number);
  const [shown, setShown] = useState<string>();
  const what = ({ function: name, kind }: BlockTransaction): string => name?.split(':').at(-1) ?? kind;
  return (
    <div class="grid">
      <Card
        title={words.block(number)}
        aside={
          <a href={pathOf('network')} data-section>
            {words.toBlocks}
          </a>
        }
        wide
      >
        <Loaded what={words.block(number)} resource={block} lines={10}>
          {({ hash, previousHash, items }) => (
            <>
              <dl class="hashes">
                <dt>{words.hash}</dt>
                <dd>
                  <code>{hash}</code>
                </dd>
                <dt>{words.previous}</dt>
                <dd>{previousHash === '' ? words.noPrevious : <code>{previousHash}</code>}</dd>
              </dl>
              <Table
                caption={words.transactions}
                rows={items}
                keyOf={({ index }) => String(index)}
                columns={[
                  { heading: words.columns.function, cell: what },
                  {
                    heading: words.columns.creator,
                    cell: ({ creator }) => (creator ? `${creator.name}@${creator.mspId}` : texts.shell.none),
                  },
                  { heading: words.columns.endorsers, cell: ({ endorsers }) => endorsers.join(', ') },
                  {
                    heading: words.columns.code,
                    cell: ({ code }) => <span class={code === 'VALID' ? 'badge good' : 'badge bad'}>{code}</span>,
                  },
                  {
                    heading: words.details,
                    cell: (transaction) =>
                      transaction.id === '' ? null : (
                        <button
                          type="button"
                          class="small"
                          aria-label={words.detailsOf(what(transaction))}
                          onClick={() => setShown(transaction.id)}
                        >
                          {words.details}
                        </button>
                      ),
                  },
                ]}
              />
            </>
          )}
        </Loaded>
      </Card>
      <Dialog title={words.transaction} open={shown !== undefined} onClose={() => setShown(undefined)}>
        {shown === undefined ? null : <Keys id={shown} />}
      </Dialog>
    </div>
  );
}
