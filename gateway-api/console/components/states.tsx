import { type ComponentChildren, type JSX } from 'preact';
import { texts } from '../model/texts';
import { type Resource } from '../state/resources';
import { Icon, type IconName } from './icon';

interface LoadedProps<T> {
  /** What it is, for the sentence when it cannot be loaded. */
  readonly what: string;
  readonly resource: Resource<T>;
  /** Lines of height to keep free until it is there. */
  readonly lines?: number;
  readonly children: (data: T) => ComponentChildren;
}

/** Shows a resource: a quiet place while it loads, the reason and a way to try again when it failed. */
export function Loaded<T>({ what, resource, lines = 3, children }: LoadedProps<T>): JSX.Element {
  if (resource.data !== undefined) return <>{children(resource.data)}</>;
  if (resource.problem) {
    return (
      <div class="state" role="alert">
        <Icon name="warning" />
        <p>
          {texts.shell.failed(what)} {resource.problem.message}
        </p>
        <button type="button" onClick={resource.refresh}>
          {texts.shell.reload}
        </button>
      </div>
    );
  }
  return <Skeleton lines={lines} />;
}

/** Where something will be: keeps the place, says that it loads. */
export function Skeleton({ lines }: { readonly lines: number }): JSX.Element {
  return (
    <div class="skeleton" role="status">
      <span class="sr-only">{texts.shell.loading}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} class="skeleton-line" />
      ))}
    </div>
  );
}

interface EmptyProps {
  readonly icon: IconName;
  readonly children: ComponentChildren;
}

/** Nothing is there: says so, and what could be done about it. */
export function Empty({ icon, children }: EmptyProps): JSX.Element {
  return (
    <div class="state empty">
      <Icon name={icon} size={28} />
      <div>{children}</div>
    </div>
  );
}
