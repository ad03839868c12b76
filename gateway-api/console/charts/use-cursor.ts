import { useState } from 'preact/hooks';

/** Which of a chart's points is looked at, by pointer or by keyboard. */
export interface Cursor {
  /** undefined: none. */
  readonly index: number | undefined;
  /** For the element over which the pointer moves and that takes the focus. */
  readonly handlers: {
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerLeave: () => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onBlur: () => void;
  };
}

/**
 * A cursor over `count` points. `nearest` says which point lies nearest to a place, in pixels from the left and the top
 * of the drawing.
 * Arrows, Home and End move it, Escape takes it away.
 */
export function useCursor(count: number, nearest: (x: number, y: number) => number): Cursor {
  const [chosen, setChosen] = useState<number>();
  const index = chosen === undefined || count === 0 ? undefined : Math.min(chosen, count - 1);
  const moves: Readonly<Record<string, () => number | undefined>> = {
    ArrowRight: () => Math.min(count - 1, (index ?? -1) + 1),
    ArrowLeft: () => Math.max(0, (index ?? count) - 1),
    Home: () => 0,
    End: () => count - 1,
    Escape: () => undefined,
  };
  return {
    index,
    handlers: {
      onPointerMove: (event) => {
        const box = (event.currentTarget as Element).getBoundingClientRect();
        setChosen(Math.max(0, Math.min(count - 1, nearest(event.clientX - box.left, event.clientY - box.top))));
      },
      onPointerLeave: () => setChosen(undefined),
      onKeyDown: (event) => {
        const move = moves[event.key];
        if (!move || count === 0) return;
        event.preventDefault();
        setChosen(move());
      },
      onBlur: () => setChosen(undefined),
    },
  };
}
