import { type ComponentType } from 'preact';
import { type roles } from '../../chaincode/domain/roles';
import { type IconName } from './components/icon';
import { type texts } from './model/texts';

type Role = (typeof roles)[number];

/** A part of the console with an address of its own. */
export interface Section {
  /** Its address, and its key among the texts and icons. */
  readonly id: keyof typeof texts.sectionNames & IconName;
  /** Loaded when it is first opened. */
  readonly load: () => Promise<{ readonly default: ComponentType }>;
  /** Whether it stands in the bar at the bottom of a phone; the others are under "More". */
  readonly primary?: boolean;
  /** Roles that see it; everybody where nothing is said. */
  readonly roles?: readonly Role[];
}

/** The sections, in the order of the navigation. A further one is a row here. */
export const sections: readonly Section[] = [
  { id: 'today', load: () => import('./sections/today/today-section'), primary: true },
  { id: 'market', load: () => import('./sections/market/market-section'), primary: true },
  { id: 'book', load: () => import('./sections/book/book-section') },
  { id: 'tokens', load: () => import('./sections/tokens/tokens-section'), primary: true },
  { id: 'energy', load: () => import('./sections/energy/energy-section') },
  { id: 'map', load: () => import('./sections/map/map-section') },
  { id: 'trust', load: () => import('./sections/trust/trust-section') },
  { id: 'network', load: () => import('./sections/network/network-section') },
  { id: 'voting', load: () => import('./sections/voting/voting-section'), roles: ['voter'] },
  { id: 'banker', load: () => import('./sections/banker/banker-section'), roles: ['banker'] },
  { id: 'operator', load: () => import('./sections/operator/operator-section'), roles: ['marketOperator'] },
  { id: 'bills', load: () => import('./sections/bills/bills-section') },
];

/** What somebody with these roles sees. */
export const sectionsFor = (held: readonly string[]): readonly Section[] =>
  sections.filter(({ roles: wanted }) => wanted === undefined || wanted.some((role) => held.includes(role)));
