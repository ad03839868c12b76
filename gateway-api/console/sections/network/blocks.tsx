import { type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Card } from '../../components/card';
import { Loaded } from '../../components/states';
import { Table } from '../../components/table';
import { texts } from '../../model/texts';
import { showTime } from '../../model/times';
import { useBlocks } from '../../state/explorer';
import { pathOf } from '../../state/router';

const HASH_SHOWN = 12;

/** The latest blocks, and older ones by pages. */
export function Blocks(): JSX.Element {
  const words = texts.network;
  const [bookmark, setBookmark] = useState('');
  const blocks = useBlocks(bookmark);
  return (
    <Card title={words.blocks} lead={words.blocksLead} wide>
      <Loaded what={words.blocks} resource={blocks} lines={15}>
        {({ items, bookmark: next }) =>
          items.length === 0 ? (
            <p class="quiet">{words.noBlocks}</p>
          ) : (
            <>
              <Table
                caption={texts.shell.tableOf(words.blocks)}
                rows={items}
                keyOf={({ number }) => number}
                columns={[
                  {
                    heading: words.columns.number,
                    cell: ({ number }) => (
                      <a href={pathOf('network', number)} data-section>
                        {number}
                      </a>
                    ),
                  },
                  {
                    heading: words.columns.at,
                    cell: ({ at }) => (at === null ? texts.shell.none : showTime(at, 'moment')),
                  },
                  {
                    heading: words.columns.transactions,
                    figure: true,
                    cell: ({ transactions, valid }) =>
                      valid === transactions ? transactions : `${valid} / ${transactions}`,
                  },
                  { heading: words.columns.hash, cell: ({ hash }) => <code>{hash.slice(0, HASH_SHOWN)}…</code> },
                ]}
              />
              <div class="actions">
                <button type="button" disabled={next === ''} onClick={() => setBookmark(next)}>
                  {words.older}
                </button>
                <button type="button" disabled={bookmark === ''} onClick={() => setBookmark('')}>
                  {words.newest}
                </button>
              </div>
            </>
          )
        }
      </Loaded>
    </Card>
  );
}
