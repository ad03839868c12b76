import { type ComponentChildren, type JSX } from 'preact';
import { useId } from 'preact/hooks';

interface CardProps {
  readonly title: string;
  /** A sentence that says what this is. */
  readonly lead?: ComponentChildren;
  /** What stands at the right of the title. */
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
  readonly wide?: boolean;
}

/** A part of a section, with its heading. */
export function Card({ title, lead, aside, children, wide }: CardProps): JSX.Element {
  const titleId = useId();
  return (
    <section class={wide ? 'card wide' : 'card'} aria-labelledby={titleId}>
      <header class="card-head">
        <h2 id={titleId}>{title}</h2>
        {aside}
      </header>
      {lead === undefined ? null : <p class="lead">{lead}</p>}
      {children}
    </section>
  );
}
