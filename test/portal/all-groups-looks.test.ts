/** All groups in every language and theme, wide and narrow: accessible, whole, translated. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import {
  expectAccessible,
  expectNothingCut,
  LANGUAGES,
  picture,
  startPortal,
  type TestPage,
  type TestPortal,
  THEMES,
  textsNotTranslated,
} from './support/portal.ts';
import { someGroups } from './support/some-groups.ts';

describeInBrowser('All groups, as it looks', () => {
  let portal: TestPortal;
  let opened: TestPage | null = null;

  beforeAll(async () => {
    portal = await startPortal();
    await someGroups(portal.app);
  });

  afterEach(async () => {
    await opened?.close();
    opened = null;
  });

  afterAll(() => portal?.stop());

  async function open(...given: Parameters<TestPortal['open']>): Promise<Page> {
    opened = await portal.open(...given);
    return opened.page;
  }

  test.each(LANGUAGES.flatMap((language) => THEMES.map((theme) => ({ language, theme }))))(
    'nothing is wrong for axe in $language, $theme',
    async (look) => {
      const page = await open('/groups', look);
      await page.getByRole('link', { name: 'Sales team' }).waitFor();
      await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
      await expectAccessible(page);
      await expectNothingCut(page);
      if (look.theme === 'light' || look.language === 'en')
        await picture(page, `all-groups-${look.language}-${look.theme}`);
    },
  );

  test('nor on a narrow screen', async () => {
    const page = await open('/groups', { width: 320 });
    await page.getByRole('link', { name: 'Sales team' }).waitFor();
    await expectAccessible(page);
    await expectNothingCut(page);
    await picture(page, 'all-groups-narrow');
  });

  test('texts may be 40 % longer, and all of them are translated', async () => {
    const page = await open('/groups?pseudo=1');
    await page.getByRole('link', { name: 'Sales team' }).waitFor();
    await expectNothingCut(page);
    expect(await textsNotTranslated(page)).toEqual([]);
  });
});
