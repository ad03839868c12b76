import { type ComponentType } from 'preact';
import { type roles } from '../../chaincode/domain/roles';
import { type IconName } from './components/icon';
import { type texts } from './model/texts';
import { prepareListings } from './state/markets';
import { place } from './state/router';
import { session } from './state/session';

type Role = (typeof roles)[number];

/** A part of the console with an address of its own. */
export interface Section {
  /** Its address, and its key among the texts and icons. */
  readonly id: keyof typeof texts.sectionNames & IconName;
  /** Loaded when it is first opened. */
  readonly load: () => Promise<{ readonly default: ComponentType }>;
  /** Begins to read what it will show, while it is being loaded. */
  readonly prepare?: () => Promise<unknown>;
  /** Whether it stands in the bar at the bottom of a phone; the others are under "More". */
  readonly primary?: boolean;
  /** Roles that see it; everybody where nothing is said. */
  readonly roles?: readonly Role[];
}

/** The sections, in the order of the navigation. A further one is a row here. */
export const sections: readonly Section[] = [
  { id: 'today', load: () => import('./sections/today/today-section'), prepare: prepareListings, primary: true },
  { id: 'market', load: () => import('./sections/market/market-section'), prepare: prepareListings, primary: true },
  { id: 'book', load: () => import('./sections/book/book-section') },
  { id: 'tokens', load: () => import('./sections/tokens/tokens-section'), primary: true },
  { id: 'energy', load: () => import('./sections/energy/energy-section') },
  { id: 'map', load: () => import('./sections/map/map-section'), prepare: prepareListings },
  { id: 'trust', load: () => import('./sections/trust/trust-section'), prepare: prepareListings },
  { id: 'network', load: () => import('./sections/network/network-section') },
  { id: 'voting', load: () => import('./sections/voting/voting-section'), roles: ['voter'] },
  { id: 'banker', load: () => import('./sections/banker/banker-section'), roles: ['banker'] },
  { id: 'operator', load: () => import('./sections/operator/operator-section'), roles: ['marketOperator'] },
  { id: 'bills', load: () => import('./sections/bills/bills-section') },
];

/** Begins to load a section and, at the same time, what it will show. */
export function openSection(section: Section): ReturnType<Section['load']> {
  void section.prepare?.();
  return section.load();
}

/** Does so for the address that is open, as soon as somebody is signed in: before anything has been drawn. */
export function openAhead(): void {
  const open = () => {
    const { section: id } = place.get();
    const section = sections.find((each) => each.id === (id === '' ? 'today' : id));
    // A section that cannot be loaded is asked for again when it is shown, and says so then.
    if (session.get() && section) openSection(section).catch(() => undefined);
  };
  session.subscribe(open);
  open();
}

/** What somebody with these roles sees. */
export const sectionsFor = (held: readonly string[]): readonly Section[] =>
  sections.filter(({ roles: wanted }) => wanted === undefined || wanted.some((role) => held.includes(role)));
