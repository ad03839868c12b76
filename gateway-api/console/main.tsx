import { render } from 'preact';
import { App } from './app';
import { openAhead, sections } from './sections';
import { loadConfiguration } from './state/configuration';
import { startDemo } from './state/demo';
import { startFollowing } from './state/live';
import { keepResourcesFresh } from './state/resources';
import { startRouting } from './state/router';
import { startTheme } from './state/theme';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/components.css';
import './styles/forms.css';
import './styles/charts.css';

startTheme();
startRouting();
keepResourcesFresh();
startFollowing();
void loadConfiguration();
startDemo();
openAhead();

const root = document.getElementById('app');
if (!root) throw new Error('The page has no element #app');
root.replaceChildren();
render(<App />, root);

/** How long the page has its device for itself before what can wait is done. */
const WAITS_MS = 3000;

window.addEventListener('load', () => {
  const whenIdle = 'requestIdleCallback' in window ? requestIdleCallback : setTimeout;
  whenIdle(() => void sections[0]?.load().catch(() => undefined));
  if (!('serviceWorker' in navigator)) return;
  // It fetches every file of the console. Without it everything works but opening without a network.
  const register = () => void navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
  setTimeout(() => whenIdle(register), WAITS_MS);
});
