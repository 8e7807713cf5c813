/** New group in Chromium on the real application; what was made is read back through the API. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { until } from '../support/until.ts';
import {
  expectAccessible,
  expectNothingCut,
  LANGUAGES,
  type Look,
  picture,
  startPortal,
  type TestPage,
  type TestPortal,
  THEMES,
  textsNotTranslated,
} from './support/portal.ts';
import { button, chooseProperty, field, previewOf } from './support/rule-page.ts';

describeInBrowser('New group', () => {
  let portal: TestPortal;
  let opened: TestPage | null = null;
  let ana = '';

  beforeAll(async () => {
    portal = await startPortal();
    ana = await portal.app.user({ displayName: 'Ana Lima', department: 'Sales' });
    const guest = { userType: 'Guest', department: 'Sales' };
    await portal.app.user({ displayName: 'Gita Guest', ...guest });
    await portal.app.user({ displayName: 'Boris Orlov', department: 'Legal' });
    await portal.app.group(null, { displayName: 'Taken' });
  });

  afterEach(async () => {
    await opened?.close();
    opened = null;
  });

  afterAll(() => portal?.stop());

  async function open(path = '/new-group', look: Parameters<TestPortal['open']>[1] = {}) {
    opened = await portal.open(path, look);
    await opened.page.getByRole('heading', { level: 1 }).waitFor();
    return opened.page;
  }

  /** The id of the group whose overview is shown. */
  async function created(page: Page): Promise<string> {
    await page.waitForURL(/\/groups\/[0-9a-f-]{36}$/);
    return page.url().split('/').at(-1) ?? '';
  }

  async function writeRule(page: Page): Promise<void> {
    await page.getByRole('radio', { name: 'Dynamic User' }).check();
    await button(page, 'Add dynamic query').click();
    await button(page, 'Add condition to group 1').click();
    await chooseProperty(page, '1.1', 'depart', /^user\.department/);
    await field(page, 'Value, condition 1.1').fill('Sales');
    await previewOf(page).getByText('2 are added, 0 are removed, 0 stay.').waitFor();
    await button(page, 'Save').click();
  }

  test('a rule made in the builder, reviewed, and the group created from it', async () => {
    const page = await open();
    await page.getByRole('textbox', { name: 'Group name' }).fill('Sales people');
    await page.getByRole('textbox', { name: 'Group description' }).fill('All in sales');
    await writeRule(page);
    await page.getByText('Will add 2 people, 1 of them a guest.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Group name' }).inputValue()).toBe(
      'Sales people',
    );
    await page.reload();
    await page.getByText('Will add 2 people, 1 of them a guest.').waitFor();
    await picture(page, 'new-group');
    await button(page, 'Create').click();
    const id = await created(page);
    await page.getByText('Update complete').first().waitFor();
    expect((await portal.app.get(`/v1.0/groups/${id}`)).body).toMatchObject({
      displayName: 'Sales people',
      description: 'All in sales',
      groupTypes: ['DynamicMembership'],
      membershipRule: 'user.department -eq "Sales"',
      membershipRuleProcessingState: 'On',
      securityEnabled: true,
      mailEnabled: false,
    });
    expect(await portal.app.members(id)).toHaveLength(2);
  });

  test('a Microsoft 365 group, saved as a draft, with address, owner, guard and no welcome mail', async () => {
    const page = await open();
    await page.getByRole('radio', { name: 'Microsoft 365' }).check();
    await page.getByRole('textbox', { name: 'Group name' }).fill('Équipe');
    const address = page.getByRole('textbox', { name: 'Group email address' });
    expect(await address.inputValue()).toBe('Equipe');
    await address.fill('equipe-1');
    await page.getByRole('combobox', { name: 'Owners' }).pressSequentially('Ana');
    await page.getByRole('option', { name: 'Ana Lima' }).click();
    await page.getByRole('list', { name: 'Owners' }).getByText('Ana Lima').waitFor();
    expect(await page.getByRole('radio', { name: 'Dynamic Device' }).isDisabled()).toBe(true);
    await writeRule(page);
    await page.getByRole('checkbox', { name: 'Send a welcome email to new members' }).uncheck();
    await page.getByText('Limits of a change (guard)').click();
    await page.getByRole('textbox', { name: 'Removals, % of members' }).fill('10');
    await button(page, 'Save as draft (paused)').click();
    const id = await created(page);
    await page.getByText('Update paused').first().waitFor();
    expect((await portal.app.get(`/v1.0/groups/${id}`)).body).toMatchObject({
      groupTypes: ['Unified', 'DynamicMembership'],
      mailNickname: 'equipe-1',
      mailEnabled: true,
      membershipRuleProcessingState: 'Paused',
      resourceBehaviorOptions: ['WelcomeEmailDisabled'],
    });
    const owners = await portal.app.all(`/v1.0/groups/${id}/owners?$select=id`);
    expect(owners.map((owner) => owner.id)).toEqual([ana]);
    const { guard } = (await portal.app.get(`/muster/v1/groups/${id}`)).body;
    expect(guard.removals).toEqual({ share: 10, count: null });
  });

  test('an assigned group, its members chosen by name', async () => {
    const page = await open();
    await page.getByRole('textbox', { name: 'Group name' }).fill('By hand');
    await page.getByRole('combobox', { name: 'Members' }).pressSequentially('Boris');
    await page.getByRole('option', { name: 'Boris Orlov' }).click();
    await page.getByText('The group begins with 1 member.').waitFor();
    await button(page, 'Create').click();
    const id = await created(page);
    await until(
      () => portal.app.members(id),
      (members) => members.length === 1,
    );
  });

  test('what is missing is listed on top, and leads to its field', async () => {
    const page = await open();
    await page.getByRole('radio', { name: 'Dynamic User' }).check();
    await button(page, 'Create').click();
    const focused = () => page.evaluate('document.activeElement?.tagName');
    expect(await focused()).toBe('INPUT');
    await page.getByText('2 things are missing or wrong:').waitFor();
    const link = page.getByRole('alert').getByRole('button', { name: 'Add a dynamic query.' });
    await link.click();
    await expect
      .poll(() => page.evaluate('document.activeElement?.textContent'))
      .toBe('Add dynamic query');
    await expectAccessible(page);
    await picture(page, 'new-group-problems');
  });

  test('a name that is taken is said and stands in nobody’s way; roles force Assigned', async () => {
    const page = await open();
    await page.getByRole('textbox', { name: 'Group name' }).fill('taken');
    await page.getByText('Another group has this name.').waitFor();
    await button(page, 'Use taken 2').click();
    await page.getByText('Another group has this name.').waitFor({ state: 'detached' });
    await page.getByRole('radio', { name: 'Dynamic User' }).check();
    await page
      .getByRole('checkbox', { name: 'Microsoft Entra roles can be assigned to the group' })
      .check();
    expect(await page.getByRole('radio', { name: 'Assigned' }).isChecked()).toBe(true);
    expect(await page.getByRole('radio', { name: 'Dynamic User' }).isDisabled()).toBe(true);
    await button(page, 'Create').click();
    await page
      .getByRole('button', { name: 'Groups that roles can be assigned to', exact: false })
      .waitFor();
  });

  test('who may not create groups is told who may; a failure leaves all that was typed', async () => {
    const denied = await open('/new-group', { actAs: 'User' });
    await denied.getByText('Ask one of them to create the group', { exact: false }).waitFor();
    expect(await button(denied, 'Create').getAttribute('aria-disabled')).toBe('true');
    await opened?.close();
    const page = await open();
    await page.getByRole('textbox', { name: 'Group name' }).fill('Late');
    await page.route('**/v1.0/groups', (route) =>
      route.fulfill({ status: 500, json: { error: { code: 'broken', message: 'Broken.' } } }),
    );
    await button(page, 'Create').click();
    await page.getByText('Code: broken', { exact: false }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Group name' }).inputValue()).toBe('Late');
    await page.unroute('**/v1.0/groups');
    await button(page, 'Create').click();
    await created(page);
  });

  const looks = LANGUAGES.flatMap((language) => THEMES.map((theme) => ({ language, theme })));
  const all: readonly Look[] = [...looks, { width: 320 }];

  test.each(all)('nothing is wrong for axe: $language, $theme, $width', async (look) => {
    const page = await open('/new-group', look);
    await page.getByRole('radio').nth(3).check();
    await expectAccessible(page);
    await expectNothingCut(page);
    if (look.language === 'ru-RU' && look.theme === 'dark') await picture(page, 'new-group-ru');
    if (look.width === 320) await picture(page, 'new-group-narrow');
  });

  test('texts may be 40 % longer, and all of them are translated', async () => {
    const page = await open('/new-group?pseudo=1');
    await page.getByRole('radio').nth(3).check();
    await expectNothingCut(page);
    expect(await textsNotTranslated(page)).toEqual([]);
  });
});
