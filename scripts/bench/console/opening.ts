import { type Browser, type CDPSession, type Page } from 'playwright-core';

/** The device and the way to the gateway that are put in place of the machine's own. */
export interface Device {
  /** How many times slower the page's processor is. */
  readonly slowdown: number;
  /** Least time between a request and its answer, in ms. */
  readonly latencyMs: number;
}

/** What it took until the page could be used. */
export interface Opening {
  /** From the beginning of the navigation, or from the click, until it was there. */
  readonly ms: number;
  /** What the page's own thread worked in it, in ms of this machine slowed down. */
  readonly threadMs: number;
  readonly requests: number;
  /** The longest row of requests of which each was made only after the one before it had been answered. */
  readonly inRow: number;
  /** What came over the line, compressed, with its headers. */
  readonly bytes: number;
}

/** The steps of a newcomer, and of a member who comes back. */
export interface Openings {
  /** The first page: until a member can be entered with a click. */
  readonly first: Opening;
  /** From that click until Today shows its figures. */
  readonly entering: Opening;
  /** The same member loads the page again: until Today shows its figures. */
  readonly again: Opening;
}

interface Answered {
  readonly from: number;
  to: number | undefined;
  bytes: number;
}

/** Opens a gateway's console in a browser that has never been there, and enters the demonstration's first member. */
export async function openConsole(browser: Browser, url: string, device: Device): Promise<Openings> {
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Performance.enable');
    await session.send('Emulation.setCPUThrottlingRate', { rate: device.slowdown });
    await session.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: device.latencyMs, downloadThroughput: -1, uploadThroughput: -1 },
    });
    const meter = new Meter(session);
    const today = () => todayIsThere(page);
    const first = await meter.of(async () => {
      await page.goto(url, { waitUntil: 'commit' });
      await page.locator('.people button').first().waitFor();
    });
    const entering = await meter.of(async () => {
      await page.locator('.people button').first().click();
      await today();
    });
    const again = await meter.of(async () => {
      await page.reload({ waitUntil: 'commit' });
      await today();
    });
    return { first, entering, again };
  } finally {
    await context.close();
  }
}

/** Today is there when its cards are, and nothing in it is being loaded for the first time. */
async function todayIsThere(page: Page): Promise<void> {
  await page.locator('main .figure-value').first().waitFor();
  await page.locator('main .skeleton').first().waitFor({ state: 'detached' });
}

/** Counts what a page does while something is waited for. */
class Meter {
  private readonly answered = new Map<string, Answered>();

  constructor(private readonly session: CDPSession) {
    session.on('Network.requestWillBeSent', ({ requestId, timestamp, request }) => {
      // A stream never ends; nothing waits for it.
      if (/^(data|blob):/.test(request.url) || request.url.endsWith('/demo/live')) return;
      this.answered.set(requestId, { from: timestamp, to: undefined, bytes: 0 });
    });
    session.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) => {
      const request = this.answered.get(requestId);
      if (request) Object.assign(request, { to: timestamp, bytes: encodedDataLength });
    });
  }

  async of(act: () => Promise<void>): Promise<Opening> {
    this.answered.clear();
    const before = await this.threadMs();
    const startedAt = performance.now();
    await act();
    const ms = performance.now() - startedAt;
    const threadMs = (await this.threadMs()) - before;
    const requests = [...this.answered.values()];
    return {
      ...{ ms, threadMs: threadMs < 0 ? await this.threadMs() : threadMs },
      ...{ requests: requests.length, inRow: longestRow(requests) },
      bytes: requests.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  }

  private async threadMs(): Promise<number> {
    const { metrics } = await this.session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  }
}

/** Those that were answered, in the order of their beginning: each comes after the longest row that had ended by then. */
function longestRow(requests: readonly Answered[]): number {
  const rows: { readonly to: number; readonly length: number }[] = [];
  for (const { from, to } of [...requests].sort((a, b) => a.from - b.from)) {
    const before = rows.filter((row) => row.to <= from).map(({ length }) => length);
    if (to !== undefined) rows.push({ to, length: 1 + Math.max(0, ...before) });
  }
  return Math.max(0, ...rows.map(({ length }) => length));
}
