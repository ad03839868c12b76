import { type ComponentChildren, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useAction } from '../forms/use-action';
import { texts } from '../model/texts';
import { Dialog } from './dialog';

interface ActionButtonProps {
  readonly children: ComponentChildren;
  readonly act: (key: string) => Promise<unknown>;
  /** The weightiest of its group. */
  readonly primary?: boolean;
  /** What is asked before it is done: for what cannot be taken back. */
  readonly confirm?: { readonly title: string; readonly text: ComponentChildren; readonly yes: string };
  /** For screen readers, where the button's own text does not say what it is done to. */
  readonly label?: string;
}

/** A button that writes to the ledger: busy while it does, with the reason below it when it was refused. */
export function ActionButton({ children, act, primary, confirm, label }: ActionButtonProps): JSX.Element {
  const [asking, setAsking] = useState(false);
  const action = useAction(act, () => setAsking(false));
  const problem = action.problem ? (
    <p class="form-problem" role="alert">
      {action.problem.message}
    </p>
  ) : null;
  return (
    <>
      <button
        type="button"
        class={primary ? 'primary' : ''}
        aria-label={label}
        aria-busy={action.sending}
        onClick={() => (confirm ? setAsking(true) : void action.run())}
      >
        {children}
      </button>
      {confirm ? (
        <Dialog title={confirm.title} open={asking} onClose={() => setAsking(false)}>
          <p>{confirm.text}</p>
          {problem}
          <div class="actions">
            <button type="button" class="primary" aria-busy={action.sending} onClick={() => void action.run()}>
              {confirm.yes}
            </button>
            <button type="button" onClick={() => setAsking(false)}>
              {texts.shell.back}
            </button>
          </div>
        </Dialog>
      ) : (
        problem
      )}
    </>
  );
}
