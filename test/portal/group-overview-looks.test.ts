/** A group's overview in every language and theme, wide and narrow: accessible, whole, translated. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { until } from '../support/until.ts';
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

describeInBrowser('A group, as it looks', () => {
  let portal: TestPortal;
  let opened: TestPage | null = null;
  let id = '';

  beforeAll(async () => {
    portal = await startPortal();
    const { app } = portal;
    for (const displayName of ['Ana', 'Boris', 'Clara'])
      await app.user({ displayName, department: 'Sales' });
    id = await app.group('user.department -in ["Sales", "Legal"]', {
      displayName: 'Sales and Legal',
      description: 'Everybody who sells, and everybody who reads contracts',
    });
    const shown = (words: string) =>
      until(
        async () => (await app.get(`/muster/v1/groups/${id}`)).body.displayStatus,
        (status) => status === words,
        30,
      );
    await shown('Update complete');
    await app.user({ displayName: 'Dana', department: 'Legal' });
    await until(
      () => app.members(id),
      (members) => members.length === 4,
    );
    const note = { 'X-Muster-Note': 'moving departments' };
    await app.patch(`/v1.0/groups/${id}`, { membershipRuleProcessingState: 'Paused' }, note);
    await shown('Update paused');
  });

  afterEach(async () => {
    await opened?.close();
    opened = null;
  });

  afterAll(() => portal?.stop());

  async function open(...given: Parameters<TestPortal['open']>): Promise<Page> {
    opened = await portal.open(...given);
    const { page } = opened;
    await page.getByText('“moving departments”').waitFor();
    await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
    return page;
  }

  test.each(LANGUAGES.flatMap((language) => THEMES.map((theme) => ({ language, theme }))))(
    'nothing is wrong for axe in $language, $theme',
    async (look) => {
      const page = await open(`/groups/${id}`, look);
      const size = page.getByRole('region').filter({ has: page.getByRole('radiogroup') });
      await size.getByRole('button').click();
      await size.getByRole('table').waitFor();
      await expectAccessible(page);
      await expectNothingCut(page);
      if (look.theme === 'light' || look.language === 'en')
        await picture(page, `group-${look.language}-${look.theme}`);
    },
  );

  test('nor on a narrow screen', async () => {
    const page = await open(`/groups/${id}`, { width: 320 });
    await page.getByRole('button', { name: 'Show as table' }).click();
    await page.getByRole('table', { name: 'Membership over time' }).waitFor();
    await expectAccessible(page);
    await expectNothingCut(page);
    await picture(page, 'group-narrow');
  });

  test('texts may be 40 % longer, and all of them are translated', async () => {
    const page = await open(`/groups/${id}?pseudo=1`);
    await expectNothingCut(page);
    expect(await textsNotTranslated(page)).toEqual([]);
  });
});
