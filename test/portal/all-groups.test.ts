/** All groups, in Chromium on the real application: found by role and name, every effect read back through the API. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { startPortal, type TestPage, type TestPortal } from './support/portal.ts';
import { someGroups } from './support/some-groups.ts';

describeInBrowser('All groups', () => {
  let portal: TestPortal;
  let opened: TestPage | null = null;
  let ids: Readonly<Record<string, string>> = {};

  beforeAll(async () => {
    portal = await startPortal();
    ids = await someGroups(portal.app);
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

  async function names(page: Page): Promise<string[]> {
    return await page.getByRole('grid').getByRole('link').allInnerTexts();
  }

  const stateOf = async (name: string): Promise<string> =>
    (await portal.app.get(`/v1.0/groups/${ids[name]}`)).body.membershipRuleProcessingState;

  test('every group stands there by name, with its status and what it means', async () => {
    const page = await open('/');
    const grid = page.getByRole('grid', { name: 'All groups' });
    await grid.getByRole('link', { name: 'Sales team' }).waitFor();
    expect(await grid.getAttribute('aria-rowcount')).toBe('7');
    expect(await names(page)).toEqual([
      '=cmd|x',
      'All laptops',
      'By hand',
      'Équipe São Paulo',
      'Legal team',
      'Sales team',
    ]);
    const row = grid.getByRole('row', { name: /Sales team/ });
    expect(await row.getByText('Update complete').isVisible()).toBe(true);
    expect(await row.getByText('Dynamic User').isVisible()).toBe(true);
    await row.getByText('Update complete').hover();
    const meaning = page.getByText('Processing finished and all applicable updates were made.');
    await meaning.filter({ visible: true }).first().waitFor();
    expect(opened?.complaints).toEqual([]);
  });

  test('searching ignores accents, starts at the beginning if asked to, and stands in the address', async () => {
    const page = await open('/groups');
    await page.getByRole('searchbox', { name: 'Search' }).fill('sao');
    await until(
      () => names(page),
      (found) => found.join() === 'Équipe São Paulo',
    );
    expect(page.url()).toContain('q=sao');
    await page.getByRole('combobox', { name: 'Search mode' }).selectOption('Starts with');
    await page.getByRole('heading', { name: 'No group matches' }).waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await until(
      () => names(page),
      (found) => found.length === 6,
    );
    await page.getByRole('searchbox').fill(ids['Legal team'] ?? '');
    await until(
      () => names(page),
      (found) => found.join() === 'Legal team',
    );
    await page.reload();
    await until(
      () => names(page),
      (found) => found.join() === 'Legal team',
    );
  });

  test('filters, order and columns', async () => {
    const page = await open('/groups?membership=dynamicUser');
    await until(
      () => names(page),
      (found) => found.length === 4,
    );
    await page.getByRole('button', { name: 'Name', exact: true }).click();
    await until(
      () => names(page),
      (found) => found[0] === 'Sales team',
    );
    const header = page.getByRole('columnheader', { name: 'Name' });
    expect(await header.getAttribute('aria-sort')).toBe('descending');
    await page.getByRole('textbox', { name: 'Property used in the rule' }).fill('city');
    await until(
      () => names(page),
      (found) => found.join() === 'Équipe São Paulo',
    );
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Object Id' }).click();
    await page.getByRole('columnheader', { name: 'Object Id' }).waitFor();
    expect(
      await page
        .getByRole('grid')
        .getByText(ids['Équipe São Paulo'] ?? '')
        .isVisible(),
    ).toBe(true);
  });

  test('chosen groups are paused and resumed, after a summary', async () => {
    const page = await open('/groups');
    for (const name of ['Sales team', 'By hand'])
      await page.getByRole('checkbox', { name: `Select ${name}` }).click();
    await page.getByRole('button', { name: 'Pause processing' }).click();
    const dialog = page.getByRole('dialog', { name: 'Pause 1 group?' });
    expect(await dialog.getByText('1 chosen group is left out').isVisible()).toBe(true);
    await dialog.getByRole('button', { name: 'Pause processing' }).click();
    await page
      .getByRole('row', { name: /Sales team/ })
      .getByText('Update paused')
      .waitFor();
    expect(await stateOf('Sales team')).toBe('Paused');
    await page.getByRole('button', { name: 'Resume processing' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resume processing' }).click();
    await page
      .getByRole('row', { name: /Sales team/ })
      .getByText('Update complete')
      .waitFor({ timeout: 25_000 });
    expect(await stateOf('Sales team')).toBe('On');
    await page.getByRole('button', { name: 'Process now' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Process now' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('all are paused with a reason and exceptions, and resumed', async () => {
    const page = await open('/groups');
    await page.getByRole('button', { name: 'All groups at once' }).click();
    await page.getByRole('menuitem', { name: 'Pause all' }).click();
    const dialog = page.getByRole('dialog', { name: 'Pause all' });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Migration');
    await dialog.getByRole('checkbox', { name: 'Legal team' }).click();
    await dialog.getByRole('button', { name: 'Pause 4 groups' }).click();
    await page.getByText('Reason: Migration. 1 exception.').waitFor();
    const { body } = await portal.app.get('/muster/v1/pause-all');
    expect(body).toMatchObject({ reason: 'Migration', exceptions: [ids['Legal team']] });
    await page.getByRole('button', { name: 'All groups at once' }).click();
    await page.getByRole('menuitem', { name: 'Resume all' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resume all' }).click();
    await page.getByText('Reason: Migration').waitFor({ state: 'detached' });
    expect((await portal.app.get('/muster/v1/pause-all')).body.state).toBe('none');
  });

  test('the list is downloaded, and no cell of it is a formula', async () => {
    const page = await open('/groups');
    await page.getByRole('link', { name: 'Sales team' }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download groups' }).click(),
    ]);
    const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
    expect(lines).toHaveLength(8);
    expect(lines.find((line) => line.includes('cmd|x'))).toContain(",'=cmd|x,");
  });

  test('a group is deleted from the menu of its row', async () => {
    const id = await portal.app.group(null, { displayName: 'Short-lived' });
    const page = await open('/groups');
    await page.getByRole('button', { name: 'More for Short-lived' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete Short-lived?' });
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Short-lived' }).waitFor({ state: 'detached' });
    expect((await portal.app.get(`/v1.0/groups/${id}`)).status).toBe(404);
  });

  test('who may not is told which role may', async () => {
    const page = await open('/groups', { actAs: 'User' });
    const create = page.getByRole('button', { name: 'New group' });
    await page.getByRole('link', { name: 'Sales team' }).waitFor();
    await until(
      () => create.getAttribute('aria-disabled'),
      (disabled) => disabled === 'true',
    );
    await create.hover();
    await page.getByText(/Roles that do: Global Administrator, Groups Administrator/).waitFor();
    await page.getByRole('checkbox', { name: 'Select Sales team' }).click();
    const pause = page.getByRole('button', { name: 'Pause processing' });
    expect(await pause.getAttribute('aria-disabled')).toBe('true');
  });

  test('the keyboard alone: one stop for the grid, arrows within, and back', async () => {
    const page = await open('/groups');
    await page.getByRole('link', { name: 'Sales team' }).waitFor();
    await page.getByRole('button', { name: 'Name', exact: true }).focus();
    await page.keyboard.press('Control+End');
    const focused = () =>
      page.evaluate(
        () =>
          document.activeElement?.getAttribute('aria-label') ??
          document.activeElement?.textContent ??
          '',
      );
    await until(focused, (label) => label === 'More for Sales team');
    await page.keyboard.press('Home');
    await until(focused, (label) => label === 'Select Sales team');
    await page.keyboard.press('ArrowRight');
    await until(focused, (label) => label === 'Sales team');
    await page.keyboard.press('Tab');
    expect(
      await page.evaluate(() => document.activeElement?.closest('[role=grid]') ?? null),
    ).toBeNull();
    await page.keyboard.press('Shift+Tab');
    await until(focused, (label) => label === 'Sales team');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sales team' }).waitFor();
  });

  test('the language changes, and address and focus stay', async () => {
    const page = await open('/groups?q=team');
    await page.getByRole('button', { name: 'Language: English' }).click();
    await page.getByRole('menuitemradio', { name: 'Русский' }).click();
    await page.getByRole('heading', { name: 'Все группы' }).waitFor();
    expect(page.url()).toContain('q=team');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('ru-RU');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Русский');
    expect(await page.getByRole('link', { name: 'Sales team' }).isVisible()).toBe(true);
  });

  test('an empty answer, a refusal, throttling and a server that is gone are each told', async () => {
    const page = await open('/nowhere');
    const answerWith = (status: number, body: object, headers: Record<string, string> = {}) =>
      page.route('**/muster/v1/groups?*', (route) =>
        route.fulfill({
          status,
          headers,
          contentType: 'application/json',
          body: JSON.stringify(body),
        }),
      );
    await answerWith(200, { value: [] });
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'All groups' })
      .click();
    await page.getByRole('heading', { name: 'No groups yet' }).waitFor();
    await page.unroute('**/muster/v1/groups?*');
    const error = { code: 'Authorization_RequestDenied', message: 'Insufficient privileges.' };
    await answerWith(403, { error }, { 'request-id': 'the-id' });
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByText('Request id: the-id').waitFor();
    await page.getByText('You may not see or do this.').waitFor();
    expect(await page.getByRole('button', { name: 'Copy request id' }).isVisible()).toBe(true);
    await page.unroute('**/muster/v1/groups?*');
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByRole('link', { name: 'Sales team' }).waitFor();
    await page.route('**/muster/v1/groups?*', (route) => route.abort());
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByText('The server cannot be reached.').waitFor({ timeout: 30_000 });
    expect(await page.getByRole('link', { name: 'Sales team' }).isVisible()).toBe(true);
    await page.getByText('What is shown was read').waitFor();
  });
});
