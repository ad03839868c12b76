import { type JSX } from 'preact';
import { ThemeChoice } from '../../components/top-bar';
import { texts } from '../../model/texts';
import { configuration } from '../../state/configuration';
import { endedBecause } from '../../state/session';
import { useStore } from '../../state/store';
import { DemoMembers } from './demo-members';
import { KeptKeyForm } from './kept-key-form';

/** The way in: one click for a demonstration's members, a key or a passphrase for the others. */
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
        {known?.demo === true ? <DemoMembers /> : null}
        <KeptKeyForm />
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
