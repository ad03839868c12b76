import { type ComponentChildren, type JSX } from 'preact';

interface FigureProps {
  readonly label: string;
  readonly children: ComponentChildren;
  /** A short remark under the figure; its line is kept free where there is none yet. */
  readonly note?: ComponentChildren;
  readonly why?: ComponentChildren;
}

/** One figure of a group: what it is, how much, and a remark. */
export function Figure({ label, children, note, why }: FigureProps): JSX.Element {
  return (
    <div class="figure">
      <dt>{label}</dt>
      <dd>
        <span class="figure-value">{children}</span>
        {why}
        <span class="figure-note">{note ?? '\u00a0'}</span>
      </dd>
    </div>
  );
}

/** Figures side by side, as many as fit. */
export function Figures({
  label,
  children,
}: {
  readonly label?: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <dl class="figures" aria-label={label}>
      {children}
    </dl>
  );
}
