import { type JSX } from 'preact';
import { Loaded } from '../../components/states';
import { texts } from '../../model/texts';
import { useDetails } from '../../state/explorer';
import { pathOf } from '../../state/router';

/** What a transaction read and wrote: keys, never what stands under them. */
export function Keys({ id }: { readonly id: string }): JSX.Element {
  const words = texts.network;
  const details = useDetails(id);
  const list = (keys: readonly string[]): JSX.Element =>
    keys.length === 0 ? (
      <p class="quiet">{words.nothing}</p>
    ) : (
      <ul class="keys">
        {keys.map((key) => (
          <li key={key}>
            <code>{key}</code>
          </li>
        ))}
      </ul>
    );
  return (
    <Loaded what={words.transaction} resource={details} lines={6}>
      {({ block, reads, writes, hidden }) => (
        <>
          <dl class="hashes">
            <dt>{words.id}</dt>
            <dd>
              <code>{id}</code>
            </dd>
            <dt>{words.columns.number}</dt>
            <dd>
              <a href={pathOf('network', block)} data-section>
                {block}
              </a>
            </dd>
          </dl>
          <h3>{words.writes}</h3>
          {list(writes.map(({ key, deleted }) => (deleted ? words.deleted(key) : key)))}
          <h3>{words.reads}</h3>
          {list(reads)}
          {hidden > 0 ? <p class="quiet">{words.hidden(hidden)}</p> : null}
        </>
      )}
    </Loaded>
  );
}
