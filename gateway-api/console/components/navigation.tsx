import { type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { texts } from '../model/texts';
import { type Section } from '../sections';
import { pathOf } from '../state/router';
import { Dialog } from './dialog';
import { Icon } from './icon';

interface NavigationProps {
  readonly sections: readonly Section[];
  /** Id of the section that is open. */
  readonly current: string;
}

/** The way to the sections: at the side of a wide screen, at the bottom of a phone with the rest under "More". */
export function Navigation({ sections, current }: NavigationProps): JSX.Element {
  const [more, setMore] = useState(false);
  useEffect(() => setMore(false), [current]);
  const primary = sections.filter((section) => section.primary);
  const rest = sections.filter((section) => !section.primary);
  return (
    <>
      <nav class="side-nav" aria-label={texts.shell.sections}>
        <ul>
          {sections.map((section) => (
            <Entry key={section.id} section={section} current={current} />
          ))}
        </ul>
      </nav>
      <nav class="bottom-nav" aria-label={texts.shell.sections}>
        <ul>
          {primary.map((section) => (
            <Entry key={section.id} section={section} current={current} />
          ))}
          {rest.length > 0 ? (
            <li>
              <button
                type="button"
                aria-haspopup="dialog"
                class={rest.some(({ id }) => id === current) ? 'active' : undefined}
                onClick={() => setMore(true)}
              >
                <Icon name="more" size={22} />
                {texts.shell.more}
              </button>
            </li>
          ) : null}
        </ul>
      </nav>
      <Dialog title={texts.shell.more} open={more} onClose={() => setMore(false)}>
        <ul class="more-list">
          {rest.map((section) => (
            <Entry key={section.id} section={section} current={current} onFollow={() => setMore(false)} />
          ))}
        </ul>
      </Dialog>
    </>
  );
}

interface EntryProps {
  readonly section: Section;
  readonly current: string;
  readonly onFollow?: () => void;
}

function Entry({ section: { id }, current, onFollow }: EntryProps): JSX.Element {
  return (
    <li>
      <a
        href={pathOf(id)}
        data-section
        aria-current={id === current ? 'page' : undefined}
        onClick={() => {
          onFollow?.();
        }}
      >
        <Icon name={id} size={22} />
        {texts.sectionNames[id].name}
      </a>
    </li>
  );
}
