import { render } from 'preact';
import { App } from './app';
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
startDemo();
void loadConfiguration();

const root = document.getElementById('app');
if (!root) throw new Error('The page has no element #app');
root.replaceChildren();
render(<App />, root);

if ('serviceWorker' in navigator) {
  // Without it everything works but opening without a network.
  window.addEventListener(
    'load',
    () => void navigator.serviceWorker.register('/service-worker.js').catch(() => undefined),
  );
}
