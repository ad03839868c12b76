import { chromiumPath } from '../../../scripts/picture/chromium';
import { ConsoleBrowser } from './browser';
import {
  type PeopledConsole,
  type PeopledOptions,
  startPeopledConsole,
} from '../../../scripts/picture/peopled-console';

/** What the tests of a suite share: a demonstration that has been played so far, and a browser to visit it with. */
export interface Stage {
  readonly demo: PeopledConsole;
  readonly browser: ConsoleBrowser;
}

const LONGEST_MS = 240_000;

/**
 * `describe` for the console: starts a peopled console and a browser, both at once, before the first test and stops them
 * after the last. Skipped, saying why, where there is no Chromium. What `body` is given can be used inside of tests only.
 */
export function describeConsole(title: string, options: PeopledOptions, body: (stage: Stage) => void): void {
  const missing = chromiumPath() === undefined;
  (missing ? describe.skip : describe)(`${title}${missing ? ' (skipped: no Chromium here)' : ''}`, function () {
    this.timeout(LONGEST_MS);
    let demo: PeopledConsole | undefined;
    let browser: ConsoleBrowser | undefined;

    before(async () => {
      const starting = startPeopledConsole(options);
      const launching = ConsoleBrowser.launch(starting.then(({ url }) => url));
      const [started, launched] = await Promise.allSettled([starting, launching]);
      if (started.status === 'fulfilled') demo = started.value;
      if (launched.status === 'fulfilled') browser = launched.value;
      await Promise.all([starting, launching]);
    });
    after(async () => {
      await browser?.close();
      await demo?.stop();
    });

    body({
      get demo() {
        return existing(demo);
      },
      get browser() {
        return existing(browser);
      },
    });
  });
}

function existing<T>(started: T | undefined): T {
  if (started === undefined) throw new Error('The console is started before the first test, not before that');
  return started;
}
