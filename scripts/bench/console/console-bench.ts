import { chromiumPath, launchChromium } from '../../picture/chromium';
import { startPeopledConsole } from '../../picture/peopled-console';
import { type Bench } from '../bench';
import { columns } from '../columns';
import { spreadOf } from '../rounds';
import { type Device, openConsole, type Opening, type Openings } from './opening';

const ROUNDS = 7;
/** A slow phone beside the gateway, and the same one behind a mobile network. */
const devices: readonly (Device & { readonly name: string })[] = [
  { name: 'processor 4 times slower', slowdown: 4, latencyMs: 0 },
  { name: 'processor 4 times slower, 150 ms to the gateway', slowdown: 4, latencyMs: 150 },
];
const steps: Readonly<Record<keyof Openings, string>> = {
  first: 'first page, never been there: a member can be entered',
  entering: 'that member entered: Today shows its figures',
  again: 'the page loaded again: Today shows its figures',
};

/** How soon the console can be used in a throttled Chromium, and what it does until then. */
export const consoleBench: Bench = {
  name: 'console',
  summary: 'the web console in Chromium on a slow phone: until it can be used, requests in a row, bytes, thread time',
  async run(print, { quick }) {
    if (chromiumPath() === undefined) {
      print('Left out: there is no Chromium here. CHROMIUM names one.');
      return;
    }
    const rounds = quick ? 3 : ROUNDS;
    const demo = await startPeopledConsole();
    const browser = await launchChromium();
    try {
      print(`24 homes, 11 hours played; each figure: median of ${rounds} rounds (least to most).`);
      for (const device of devices) {
        const opened: Openings[] = [];
        for (let round = 0; round < rounds; round++) opened.push(await openConsole(browser, demo.url, device));
        const rows = (Object.keys(steps) as (keyof Openings)[]).map((step) =>
          rowOf(
            steps[step],
            opened.map((each) => each[step]),
          ),
        );
        const heads = [device.name, 'until then', 'page thread', 'requests', 'in a row', 'kB'];
        columns([heads, ...rows]).forEach(print);
      }
    } finally {
      await browser.close();
      await demo.stop();
    }
  },
};

function rowOf(what: string, openings: readonly Opening[]): string[] {
  const of = (figure: keyof Opening, digits = 0, per = 1) => {
    const { median, least, most } = spreadOf(openings.map((opening) => opening[figure] / per));
    return `${median.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
  };
  return [what, `${of('ms')} ms`, `${of('threadMs')} ms`, of('requests'), of('inRow'), of('bytes', 1, 1000)];
}
