import { type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { shortMember } from '../model/names';
import { texts } from '../model/texts';
import { act } from '../state/api';
import { demo } from '../state/demo';
import { connection } from '../state/live';
import { dropSession, session } from '../state/session';
import { useStore } from '../state/store';
import { type Theme, theme } from '../state/theme';
import { Dialog } from './dialog';
import { Icon } from './icon';

/** The name of the thing, whether it is live, and who is signed in. */
export function TopBar(): JSX.Element {
  const signedIn = useStore(session);
  const [open, setOpen] = useState(false);
  return (
    <header class="top-bar">
      <a class="brand" href="/today" data-section>
        <img src="/icon.svg" alt="" width="28" height="28" />
        <span>{texts.shell.name}</span>
      </a>
      <Connected />
      {signedIn ? (
        <button type="button" class="who" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <Icon name="person" />
          <span>{shortMember(signedIn.member)}</span>
        </button>
      ) : null}
      <Dialog title={`${texts.shell.signedInAs} ${signedIn?.member ?? ''}`} open={open} onClose={() => setOpen(false)}>
        <ThemeChoice />
        <p>
          <a href="/docs">{texts.shell.api}</a>
        </p>
        <button type="button" class="wide-button" onClick={() => void signOut()}>
          {texts.shell.signOut}
        </button>
      </Dialog>
    </header>
  );
}

/** Signs out here at once, and at the gateway if it can be reached. */
async function signOut(): Promise<void> {
  const leaving = act('DELETE', '/v1/auth/sessions/current').catch(() => undefined);
  dropSession();
  await leaving;
}

/** Live or not, and how fast a demonstration's time goes. */
function Connected(): JSX.Element {
  const state = useStore(connection);
  const status = useStore(demo);
  const { pace } = texts.shell;
  const note =
    status?.state === 'live'
      ? pace.running(status.secondsPerHour)
      : status === undefined
        ? undefined
        : pace[status.state];
  return (
    <p
      class={`connection ${state}`}
      role="status"
      title={state === 'offline' ? texts.shell.connection.offlineLong : note}
    >
      <span class="dot" aria-hidden="true" />
      <span>{texts.shell.connection[state]}</span>
      {note !== undefined && state === 'live' ? <span class="pace">{note}</span> : null}
    </p>
  );
}

/** As the device, light or dark. */
export function ThemeChoice(): JSX.Element {
  const chosen = useStore(theme);
  const { label, ...names } = texts.shell.theme;
  return (
    <fieldset class="choice">
      <legend>{label}</legend>
      {(Object.keys(names) as Theme[]).map((name) => (
        <label key={name}>
          <input type="radio" name="theme" checked={name === chosen} onChange={() => theme.set(name)} />
          <span>{names[name]}</span>
        </label>
      ))}
    </fieldset>
  );
}
