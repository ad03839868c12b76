import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { launchChromium } from '../../../scripts/picture/chromium';
import { until } from '../../support/until';

/** How long anything on a page is waited for. */
const PATIENCE_MS = 60_000;
export const PHONE = { width: 360, height: 780 } as const;
export const WIDE = { width: 1280, height: 900 } as const;
const screenshots = path.join(__dirname, '..', '..', '..', 'screenshots');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** A browser for a suite. Every page of it is watched: what goes wrong or elsewhere fails the test that asks. */
export class ConsoleBrowser {
  private constructor(
    private readonly browser: Browser,
    private readonly url: string,
  ) {}

  static async launch(url: string | Promise<string>): Promise<ConsoleBrowser> {
    const browser = await launchChromium();
    try {
      return new ConsoleBrowser(browser, await url);
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  /** A stranger at the door, in a browser of its own: a wide, light, British one unless told otherwise. */
  async visit(at = '/', options: BrowserContextOptions = {}): Promise<Visitor> {
    const given = { viewport: WIDE, colorScheme: 'light', locale: 'en-GB', ...options } as const;
    const context = await this.browser.newContext({ reducedMotion: 'reduce', ...given });
    // A machine that has much else to do is slow, not wrong.
    context.setDefaultTimeout(PATIENCE_MS);
    const visitor = new Visitor(context, await context.newPage(), this.url);
    await visitor.page.goto(this.url + at);
    return visitor;
  }

  /** Somebody who has entered as a member of the demonstration and opened a section. */
  async enter(member: string, section = 'today', options: BrowserContextOptions = {}): Promise<Visitor> {
    const visitor = await this.visit('/', options);
    await visitor.enterAs(member);
    await visitor.open(section);
    return visitor;
  }
}

/** Somebody at the console, and what is looked at afterwards. */
export class Visitor {
  /** What the page should not have done: errors, requests to elsewhere. */
  readonly troubles: string[] = [];

  constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly url: string,
  ) {
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.troubles.push(message.text());
    });
    page.on('pageerror', (error) => this.troubles.push(error.message));
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(this.url)) {
        this.troubles.push(`asked for ${request.url()}`);
      }
    });
  }

  /** Enters as a member of the demonstration with one click: `h01`. */
  async enterAs(enrollmentId: string): Promise<void> {
    const { page } = this;
    await page.locator('.people button', { has: page.locator(`text="${enrollmentId}"`) }).click();
    await page.locator('.shell').waitFor();
  }

  /** Opens a section by its id, as its link does. */
  async open(section: string): Promise<void> {
    const { page } = this;
    // The sections of a role come once the ledger has said who this is.
    await page.locator(`.side-nav a[href="/${section}"]`).waitFor({ state: 'attached' });
    const link = page.locator(`a[data-section][href="/${section}"]:visible`).first();
    if ((await link.count()) === 0) await page.locator('.bottom-nav button').click();
    await page.locator(`nav a[href="/${section}"]:visible, .more-list a[href="/${section}"]`).first().click();
    await page.locator(`[aria-current="page"][href="/${section}"]`).first().waitFor({ state: 'attached' });
    await this.settled();
  }

  /** Resolves when nothing is being loaded for the first time. */
  async settled(): Promise<void> {
    await this.page.locator('.page-head h1').waitFor();
    await this.page.locator('main .skeleton').first().waitFor({ state: 'detached' });
  }

  /** Resolves when an expression is true on the page. Asked from here: the page's policy lets no text be run in it. */
  async until(expression: string): Promise<void> {
    await until(`${expression} is true on the page`, async () => (await this.page.evaluate(expression)) === true);
  }

  /** Fails on every violation of WCAG 2.2 A and AA that axe finds, in both colour schemes, and on a page that is too wide. */
  async accessible(): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.page.emulateMedia({ colorScheme });
      const wide = Number(await this.page.evaluate('document.documentElement.scrollWidth - innerWidth'));
      assert.ok(wide <= 0, `the page is ${wide} pixels too wide`);
      // As a function's argument: the page's policy lets no script in that is not its own.
      const found = await this.page.evaluate<string[]>(`${axeSource}; axe.run({
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? '')).join(' | ')))`);
      assert.deepEqual(found, [], `in ${colorScheme} colours`);
    }
  }

  /** Keeps a picture of the page in build/screenshots, in both colour schemes. */
  async screenshot(name: string): Promise<void> {
    mkdirSync(screenshots, { recursive: true });
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.page.emulateMedia({ colorScheme });
      await this.page.screenshot({ path: path.join(screenshots, `${name}-${colorScheme}.png`), fullPage: true });
    }
  }

  /** Leaves, and fails if anything went wrong on the page meanwhile. `expected` are troubles that belong to the test. */
  async leave(expected: readonly RegExp[] = []): Promise<void> {
    await this.context.close();
    assert.deepEqual(
      this.troubles.filter((trouble) => !expected.some((pattern) => pattern.test(trouble))),
      [],
    );
  }
}
