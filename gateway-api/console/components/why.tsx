import { type ComponentChildren, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { texts } from '../model/texts';
import { Dialog } from './dialog';

interface WhyProps {
  /** What is asked about, as the title of the answer: "The price of 12:00". */
  readonly about: string;
  /** The reasons; drawn only when somebody asks. */
  readonly children: ComponentChildren | (() => ComponentChildren);
}

/** Asks a figure why it is so. Every number of the console that came about by a rule has one beside it. */
export function Why({ about, children }: WhyProps): JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="why" aria-label={texts.shell.whyOf(about)} onClick={() => setOpen(true)}>
        {texts.shell.why}
      </button>
      <Dialog title={about} open={open} onClose={() => setOpen(false)}>
        <div class="reasons">{open ? (typeof children === 'function' ? children() : children) : null}</div>
      </Dialog>
    </>
  );
}
