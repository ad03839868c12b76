import { createStore } from './store';

/** Where the page is: the section and what follows it in the address. */
export interface Place {
  readonly section: string;
  readonly rest: readonly string[];
}

const placeOf = (): Place => {
  const [section = '', ...rest] = location.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  return { section, rest };
};

export const place = createStore<Place>(placeOf());

/** Goes to an address of the console without loading the page anew. */
export function go(path: string): void {
  if (path === location.pathname) return;
  history.pushState(null, '', path);
  place.set(placeOf());
  window.scrollTo({ top: 0 });
}

/** The address of a section, and of something in it. */
export const pathOf = (section: string, ...rest: readonly string[]): string =>
  `/${[section, ...rest].map(encodeURIComponent).join('/')}`.replaceAll('%40', '@');

/** Follows links inside the console, and the browser's way back and forth. */
export function startRouting(): void {
  window.addEventListener('popstate', () => place.set(placeOf()));
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return;
    // Only addresses of sections are ours; /docs and the like are pages of their own.
    if (link.dataset['section'] === undefined) return;
    event.preventDefault();
    go(link.pathname);
  });
}
