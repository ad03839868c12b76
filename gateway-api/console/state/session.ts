import { createStore } from './store';

/** Who is signed in in this tab. */
export interface SignedIn {
  /** Member id, `h01@HouseholdsMSP`. */
  readonly member: string;
  /** The session's token; absent for a member whose own key on this device signs. */
  readonly token?: string;
  /** Whether the member belongs to the demonstration. */
  readonly demo: boolean;
}

const KEY = 'sunledger.session';

/**
 * The session of this tab: it outlives a reload and ends with the tab. Another tab can be another member. The token is
 * worth nothing once the session is over; a key of one's own never lies here.
 */
export const session = createStore<SignedIn | undefined>(remembered());

/** Why the last session ended, for the page that asks to sign in again. */
export const endedBecause = createStore<string | undefined>(undefined);

function remembered(): SignedIn | undefined {
  try {
    const text = sessionStorage.getItem(KEY);
    return text === null ? undefined : (JSON.parse(text) as SignedIn);
  } catch {
    // Storage may be closed to us: then the session lasts as long as the page.
    return undefined;
  }
}

/** Begins a session. */
export function signIn(signedIn: SignedIn): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(signedIn));
  } catch {
    // As above.
  }
  endedBecause.set(undefined);
  session.set(signedIn);
}

/** Ends it on this side, saying why where the member did not ask for it. */
export function dropSession(because?: string): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // As above.
  }
  endedBecause.set(because);
  session.set(undefined);
}
