/** A held change in Chromium on the real application: looked at, released, rejected; effects are read back through the API. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { expectAccessible, expectNothingCut, picture } from './support/portal.ts';
import { button, type RuleGround, SALES, startRuleGround } from './support/rule-page.ts';

const ALL = 'user.displayName -ne null';

describeInBrowser('a held change', () => {
  let ground: RuleGround;
  let close: (() => Promise<void>) | null = null;

  beforeAll(async () => {
    ground = await startRuleGround();
  });

  afterEach(async () => {
    await close?.();
    close = null;
  });

  afterAll(() => ground?.portal.stop());

  /** A group whose edited rule would remove two of its three members, and may remove one. */
  async function held(): Promise<{ readonly group: string; readonly hold: string }> {
    const { app } = ground.portal;
    const group = await ground.group(ALL);
    const none = { share: null, count: null };
    const removals = { share: null, count: 1 };
    const guard = { minimumSize: 0, additions: none, removals };
    await app.patch(`/muster/v1/groups/${group}`, { guard });
    await app.patch(`/v1.0/groups/${group}`, { membershipRule: SALES });
    const overview = await until(
      async () => (await app.get(`/muster/v1/groups/${group}`)).body,
      (one) => one.held !== null,
    );
    return { group, hold: overview.held };
  }

  async function open(hold: string, look = {}): Promise<Page> {
    const opened = await ground.portal.open(`/holds/${hold}`, look);
    close = opened.close;
    await opened.page.getByRole('heading', { level: 1 }).waitFor();
    return opened.page;
  }

  test('counts, limits and names are read, and exactly this change is released', async () => {
    const { group, hold } = await held();
    const page = await open(hold);
    await page
      .getByText('2 would be removed; the group had 3 members.', { exact: false })
      .waitFor();
    await page.getByText('Cause: the rule was edited', { exact: false }).waitFor();
    await page.getByRole('table', { name: 'Limits that were exceeded' }).waitFor();
    const removed = page.getByRole('list', { name: 'Removed (2)' });
    await removed.getByText('Boris Orlov').waitFor();
    await page.getByRole('searchbox', { name: 'Search by name' }).fill('gita');
    await removed.getByText('Boris Orlov').waitFor({ state: 'detached' });
    await removed.getByText('Gita Guest').waitFor();
    await expectAccessible(page);
    await expectNothingCut(page);
    await picture(page, 'held-change');
    await button(page, 'Release exactly this change').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Note for the history' }).fill('Agreed');
    await dialog.getByRole('button', { name: 'Release: add 0, remove 2' }).click();
    await page.getByText('The change was released.').waitFor();
    expect(await ground.portal.app.members(group)).toEqual([ground.ana]);
    expect((await ground.portal.app.get(`/muster/v1/holds/${hold}`)).body).toMatchObject({
      status: 'released',
      note: 'Agreed',
    });
  });

  test('a rejected change leaves members and gives the earlier rule back', async () => {
    const { group, hold } = await held();
    const page = await open(hold);
    await button(page, 'Reject').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reject the change' }).click();
    await page.getByText('The change was rejected.').waitFor();
    await ground.saved(group, ALL);
    expect(await ground.portal.app.members(group)).toHaveLength(3);
  });

  test('one that a new rule overtook says so, and has nothing left to decide', async () => {
    const { group, hold } = await held();
    const page = await open(hold);
    await ground.portal.app.patch(`/v1.0/groups/${group}`, { membershipRule: ALL });
    await page.getByText('There is nothing left to decide here.', { exact: false }).waitFor();
    expect(await button(page, 'Release exactly this change').count()).toBe(0);
  });

  test('who may not decide is told who may; other languages and widths are whole', async () => {
    const { hold } = await held();
    const page = await open(hold, { actAs: 'User Administrator', language: 'ru-RU', width: 320 });
    const release = button(page, 'Разрешить именно это изменение');
    await expect.poll(() => release.getAttribute('aria-disabled')).toBe('true');
    await release.hover();
    await page.getByRole('tooltip').getByText('Groups Administrator', { exact: false }).waitFor();
    await expectAccessible(page);
    await expectNothingCut(page);
    await picture(page, 'held-change-narrow');
  });
});
