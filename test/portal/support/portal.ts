/** The portal in Chromium on the real application; every test begins with a page of its own. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { type RunningApp, startApp } from '../../support/running-app.ts';

export const LANGUAGES = ['en', 'pt-BR', 'ru-RU'] as const;
export const THEMES = ['light', 'dark', 'high-contrast'] as const;

export interface Look {
  readonly language?: (typeof LANGUAGES)[number];
  readonly theme?: (typeof THEMES)[number];
  /** As X-Muster-Act-As takes it. */
  readonly actAs?: string;
  readonly width?: number;
}

export interface TestPortal {
  readonly app: RunningApp;
  /** Opens an address of the portal; what the page says to its console is kept in `complaints`. */
  open(path: string, look?: Look): Promise<TestPage>;
  stop(): Promise<void>;
}

export interface TestPage {
  readonly page: Page;
  /** Errors and warnings, also of the policy. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Queues are looked at more often than in host.json: people wait in these tests. */
const QUEUES = 'AzureFunctionsJobHost__extensions__queues__';
const SOON = {
  [`${QUEUES}maxPollingInterval`]: '00:00:00.100',
  [`${QUEUES}visibilityTimeout`]: '00:00:01',
};

const HEIGHT = 800;

export async function startPortal(environment: Record<string, string> = {}): Promise<TestPortal> {
  const [app, browser] = await Promise.all([
    startApp({ ...SOON, ...environment }),
    launchBrowser(),
  ]);
  return {
    app,
    open: (path, look = {}) => open(browser, new URL(path, app.host.url).href, look),
    stop: async () => {
      await browser.close();
      await app.host.stop();
    },
  };
}

async function open(browser: Browser, address: string, look: Look): Promise<TestPage> {
  const { language = 'en', theme = 'light', actAs = null, width = 1_280 } = look;
  const context = await browser.newContext({
    viewport: { width, height: HEIGHT },
    locale: language,
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  await choose(context, { language, theme, actAs });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(address);
  await page.locator('main').waitFor();
  return { page, complaints, close: () => context.close() };
}

/** As the menus of the header would, for pages that have chosen nothing yet. */
async function choose(context: BrowserContext, preferences: object): Promise<void> {
  await context.addInitScript((kept) => {
    const key = 'muster.preferences';
    if (localStorage.getItem(key) === null) localStorage.setItem(key, kept);
  }, JSON.stringify(preferences));
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Fails with what axe finds on the page as it is, each with where. */
export async function expectAccessible(page: Page): Promise<void> {
  // Run by the browser's own console, which the policy of the page does not bind.
  await page.evaluate(AXE);
  const found = await page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(options: object): Promise<{
          violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run({ runOnly: { type: 'tag', values: tags } });
    // Where the components turn the focus around: it never rests there, and nobody is told of them.
    const isGuard = ({ html }: { html: string }): boolean => html.includes('data-tabster-dummy');
    return violations.flatMap(({ id, nodes }) =>
      nodes
        .filter((node) => !isGuard(node))
        .map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
    );
  }, TAGS);
  expect(found).toEqual([]);
}

/** Fails when the page is wider than the window, or a control or heading hides a part of its text. */
export async function expectNothingCut(page: Page): Promise<void> {
  const cut = await page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const hidden = [...document.querySelectorAll<HTMLElement>('button, h1, h2, label, nav a')]
      .filter((each) => each.closest('[role=grid]') === null && each.offsetParent !== null)
      .filter(
        (each) =>
          each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== 'visible',
      )
      .map((each) => each.textContent ?? '');
    return [...(wide > 0 ? [`the page, by ${wide} pixels`] : []), ...hidden];
  });
  expect(cut).toEqual([]);
}

/** Every text shown that is none of the pseudo-language's, as a key that is not translated, or no key at all. */
export async function textsNotTranslated(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const parent = node.parentElement;
      if (!/\p{L}{2}/u.test(text) || /[⟦⟧·]/.test(text)) continue;
      // An exact time in a tooltip is the reader's language's own.
      if (/\d:\d\d/.test(text)) continue;
      if (
        parent?.closest(
          '[translate=no], [lang]:not(html), noscript, style, script, kbd, time, [role=rowgroup]',
        )
      )
        continue;
      texts.push(text);
    }
    return texts;
  });
}

const PICTURES = join(import.meta.dirname, '../../../docs/portal');

/** Writes docs/portal/{name}.png when MUSTER_SCREENSHOTS is set: pictures differ a little by machine. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.MUSTER_SCREENSHOTS) return;
  await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' });
}
