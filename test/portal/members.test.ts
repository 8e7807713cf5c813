/** Members of a group and "Why?", in Chromium on the real application: found by role and name. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { until } from '../support/until.ts';
import {
  expectAccessible,
  expectNothingCut,
  picture,
  startPortal,
  type TestPage,
  type TestPortal,
  THEMES,
  textsNotTranslated,
} from './support/portal.ts';

const RULE = 'user.department -eq "Sales" -or user.city -eq "São Paulo"';

describeInBrowser('Members', () => {
  let portal: TestPortal;
  let opened: TestPage | null = null;
  let sales = '';
  let assigned = '';
  let nobody = '';

  beforeAll(async () => {
    portal = await startPortal();
    const { app } = portal;
    const ana = await app.user({ displayName: 'Ana Lima', department: 'Sales', city: 'Seattle' });
    await app.user({ displayName: 'Boris Orlov', department: 'Legal' });
    await app.user({ displayName: 'João Reis', city: 'São Paulo', accountEnabled: false });
    await app.user({ displayName: '=cmd|x', department: 'Sales', userType: 'Guest' });
    sales = await app.group(RULE, { displayName: 'Sales team' });
    nobody = await app.group('user.department -eq "Nobody"');
    assigned = await app.group(null, { displayName: 'By hand' });
    const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/groups/${sales}` };
    await app.post(`/v1.0/groups/${assigned}/members/$ref`, reference);
    await until(
      () => app.members(sales),
      (ids) => ids.length === 3 && ids.includes(ana),
      60,
    );
  });

  afterEach(async () => {
    await opened?.close();
    opened = null;
  });

  afterAll(() => portal?.stop());

  async function open(id: string, ...[look]: [Parameters<TestPortal['open']>[1]?]): Promise<Page> {
    opened = await portal.open(`/groups/${id}/members`, look);
    return opened.page;
  }

  const grid = (page: Page) => page.getByRole('grid', { name: 'Members' });
  const names = (page: Page): Promise<string[]> => grid(page).getByRole('button').allInnerTexts();

  test('members stand there with address, type, account, since when and why', async () => {
    const page = await open(sales);
    const row = grid(page).getByRole('row', { name: /João Reis/ });
    await row.getByText('the group was created with this rule').waitFor();
    for (const header of ['Name', 'User type', 'Account', 'Member since', 'Because'])
      await grid(page).getByRole('columnheader', { name: header, exact: true }).waitFor();
    expect(await row.getByText('Disabled').isVisible()).toBe(true);
    expect(await row.getByRole('time').count()).toBe(1);
    expect(await grid(page).getAttribute('aria-rowcount')).toBe('4');
    await page.getByText('3 members', { exact: true }).waitFor();
    await expectAccessible(page);
    expect(opened?.complaints).toEqual([]);
  });

  test('search looks within names whatever their accents, filters go with it, and both are in the address', async () => {
    const page = await open(sales);
    await page.getByRole('searchbox', { name: 'Search members' }).fill('oao');
    await page.getByText('1 of 3 members match.').waitFor();
    expect(await names(page)).toEqual(['João Reis']);
    await page.getByRole('combobox', { name: 'Account' }).selectOption('Enabled');
    await page.getByRole('heading', { name: 'No member matches' }).waitFor();
    expect(page.url()).toContain('q=oao');
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await page.getByRole('combobox', { name: 'User type' }).selectOption('Guest');
    await page.getByText('1 of 3 members match.').waitFor();
    expect(await names(page)).toEqual(['=cmd|x']);
    await page.reload();
    await page.getByText('1 of 3 members match.').waitFor();
  });

  test('the CSV holds what the filters show, and no formula', async () => {
    const page = await open(sales);
    await grid(page).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download members' }).click(),
    ]);
    const lines = readFileSync(await file.path(), 'utf8').split('\r\n');
    expect(lines[0]).toBe(
      '\uFEFFid,type,displayName,userPrincipalName,mail,userType,accountEnabled',
    );
    expect(lines).toHaveLength(5);
    expect(lines.join('\n')).toContain(",'=cmd|x,");
  });

  test('Why? opens with Enter, tells tree, event, past and smallest change, and Escape leads back', async () => {
    const page = await open(sales);
    await grid(page).getByRole('button', { name: 'Ana Lima' }).focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('complementary', { name: 'Why? Ana Lima' });
    const tree = drawer.getByRole('tree');
    const met = /^✓ true user\.department -eq "Sales" .*is Sales$/;
    await tree.getByRole('treeitem', { name: met }).waitFor();
    const failed = /^✗ false user\.city -eq "São Paulo" .*is Seattle$/;
    await tree.getByRole('treeitem', { name: failed }).waitFor();
    await drawer.getByText('In the group', { exact: true }).waitFor();
    await drawer.getByText(/^Joined at .* because /).waitFor();
    await drawer.getByText('Still a member.').waitFor();
    await drawer.getByText(/department: "Sales" → /).waitFor();
    await tree.getByRole('treeitem').first().focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate('document.activeElement.getAttribute("aria-level")')).toBe('2');
    await expectAccessible(page);
    await picture(page, 'members-why-en-light');
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Ana Lima');
  });

  test('who is not a member is explained too, and the explanation goes on as text', async () => {
    const page = await open(sales);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('combobox', { name: 'Not a member – why?' }).click();
    await page.keyboard.type('Boris');
    await page.getByRole('option', { name: /^Boris Orlov/ }).click();
    const drawer = page.getByRole('complementary', { name: 'Why? Boris Orlov' });
    await drawer.getByText('Not in the group', { exact: true }).waitFor();
    await drawer.getByRole('heading', { name: 'The smallest change that would lead in' }).waitFor();
    await drawer.getByText('Never a member, as far as history is kept.').waitFor();
    await drawer.getByRole('button', { name: 'Copy as text' }).click();
    await drawer.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = String(await page.evaluate('navigator.clipboard.readText()'));
    expect(copied).toContain('Boris Orlov');
    expect(copied).toContain('✗ false user.department -eq "Sales"');
  });

  test('members of groups within are shown when asked for; an empty group says why', async () => {
    const page = await open(assigned);
    await grid(page).waitFor();
    expect(await names(page)).toEqual(['Sales team']);
    await page.getByRole('switch', { name: 'Members of nested groups too' }).click();
    await grid(page).getByRole('button', { name: 'Ana Lima' }).waitFor();
    expect(await names(page)).toHaveLength(4);
    await page.goto(new URL(`/groups/${nobody}/members`, page.url()).href);
    await page.getByText('The rule selects nobody.', { exact: false }).waitFor();
  });

  test('an error says so and is tried again; who may not see members is told', async () => {
    const page = await open(sales);
    await grid(page).waitFor();
    const refuse = (status: number, code: string, message: string) =>
      page.route('**/v1.0/groups/*/members?*', (route) =>
        route.fulfill({ status, json: { error: { code, message } } }),
      );
    await refuse(500, 'internalServerError', 'It broke.');
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('alert').getByText('It broke.', { exact: false }).waitFor();
    await page.unroute('**/v1.0/groups/*/members?*');
    await page.getByRole('button', { name: 'Retry' }).click();
    await grid(page).waitFor();
    await refuse(403, 'Authorization_RequestDenied', 'Not for you.');
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByText('You may not see or do this.').waitFor();
  });

  test.each(THEMES)('on a narrow screen in %s nothing is cut', async (theme) => {
    const page = await open(sales, { theme, width: 320 });
    await grid(page).getByRole('button', { name: 'Ana Lima' }).click();
    await page.getByRole('tree').waitFor();
    await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
    await expectAccessible(page);
    await expectNothingCut(page);
  });

  test.each(['pt-BR', 'ru-RU'] as const)('the screen is right in %s', async (language) => {
    const page = await open(sales, { language });
    await page.getByRole('row', { name: /Ana Lima/ }).waitFor();
    await page.getByRole('button', { name: 'Ana Lima' }).click();
    await page.getByRole('tree').waitFor();
    await expectAccessible(page);
    await expectNothingCut(page);
  });

  test('texts may be 40 % longer, and all of them are translated', async () => {
    opened = await portal.open(`/groups/${sales}/members?pseudo=1`);
    const { page } = opened;
    await page.getByRole('button', { name: 'Ana Lima' }).waitFor();
    await expectNothingCut(page);
    const ofTheDirectory = ['Sales team'];
    const found = await textsNotTranslated(page);
    expect(found.filter((each) => !ofTheDirectory.includes(each))).toEqual([]);
  });
});
