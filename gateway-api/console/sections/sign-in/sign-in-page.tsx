import { type JSX } from 'preact';
import { ThemeChoice } from '../../components/top-bar';
import { texts } from '../../model/texts';
import { configuration } from '../../state/configuration';
import { endedBecause } from '../../state/session';
import { useStore } from '../../state/store';
import { DemoMembers } from './demo-members';
import { KeptKeyForm } from './kept-key-form';
import { OwnKeysCard } from './own-keys-card';
import { SignUpForm } from './sign-up-form';
import './sign-in.css';

/** The way in: a key on this device, one click for a demonstration's members, an invitation, a passphrase. */
export function SignInPage(): JSX.Element {
  const known = useStore(configuration);
  const because = useStore(endedBecause);
  return (
    <div class="welcome">
      <header>
        <img src="/icon.svg" alt="" width="56" height="56" />
        <h1>{texts.signIn.title}</h1>
        <p>{texts.signIn.lead}</p>
      </header>
      <main id="content" tabIndex={-1}>
        {because === undefined ? null : (
          <p class="notice" role="alert">
            {because}
          </p>
        )}
        <OwnKeysCard />
        {known?.demo === true ? <DemoMembers /> : null}
        {known ? <SignUpForm known={known} /> : null}
        <details class="card">
          <summary>{texts.signIn.withPassphrase}</summary>
          <KeptKeyForm />
        </details>
      </main>
      <footer>
        <ThemeChoice />
        <p>
          <a href="/docs">{texts.shell.api}</a>
        </p>
      </footer>
    </div>
  );
}
