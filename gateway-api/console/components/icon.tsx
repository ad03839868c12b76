import { type JSX } from 'preact';

/** Drawn on 24 x 24, in lines of the text's colour. */
const paths = {
  today:
    'M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6l1.4 1.4M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8',
  market: 'M4 5v15h16M7 17h4v-5h4V8h4M7 8h4v4h4v5h4',
  book: 'M4 19h16M6 16V9M10 16V5M14 16v-5M18 16V7',
  tokens:
    'M12 4c4.4 0 8 1.3 8 3s-3.6 3-8 3-8-1.3-8-3 3.6-3 8-3M4 7v5c0 1.7 3.6 3 8 3s8-1.3 8-3V7M4 12v5c0 1.7 3.6 3 8 3s8-1.3 8-3v-5',
  energy: 'M5 7h12v10H5zM17 10h2v4h-2M11.5 8.5 9 12.5h3l-1 3',
  trust: 'M12 3l7 3v5c0 4.6-3 8-7 10-4-2-7-5.4-7-10V6zM9 12l2 2 4-4',
  bills: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6M9 16h3',
  network: 'M12 4v5M12 15v5M4 12h5M15 12h5M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
  map: 'M9 4 3 6.5v13L9 17l6 3 6-2.5v-13L15 7zM9 4v13M15 7v13',
  voting: 'M5 11h14v9H5zM8 11V8l4-4 4 4v3M9.5 15.5l2 2 3.5-3.5',
  banker: 'M4 10 12 4l8 6zM6 10v8M10 10v8M14 10v8M18 10v8M4 20h16',
  operator: 'M5 6h14M5 12h14M5 18h14M9 4v4M15 10v4M8 16v4',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  close: 'M6 6l12 12M18 6 6 18',
  table: 'M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14',
  chart: 'M4 5v15h16M7 15l4-5 3 3 5-7',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 8.5v.01',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 20c1-4 4-6 8-6s7 2 8 6',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  check: 'M5 13l4 4L19 7',
  warning: 'M12 4 2.5 20h19zM12 10v5M12 17.5v.01',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4l3 2',
} as const;

export type IconName = keyof typeof paths;

/** A small drawing beside a text that says the same; alone it needs a label of its own. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }): JSX.Element {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
