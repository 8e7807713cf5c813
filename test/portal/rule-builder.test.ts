/** Both builders of a rule, and the looks of the workbench, in Chromium on the real application; effects are read back through the API. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import {
  expectAccessible,
  expectNothingCut,
  LANGUAGES,
  picture,
  THEMES,
  textsNotTranslated,
} from './support/portal.ts';
import {
  button,
  chooseProperty,
  field,
  previewOf,
  type RuleGround,
  SALES,
  startRuleGround,
  tab,
  textBox,
} from './support/rule-page.ts';

/** With a list, a negation and two kinds of advice. */
const RULE = 'user.city -in ["a","b"] -or -not (user.mail -eq null)';

describeInBrowser('the builders of a rule', () => {
  let ground: RuleGround;

  beforeAll(async () => {
    ground = await startRuleGround();
  });

  afterEach(() => ground.closePage());

  afterAll(() => ground?.portal.stop());

  test('the builder adds a condition, shows who comes and goes, and saves with a note', async () => {
    const id = await ground.group(SALES);
    const page = await ground.open(id);
    await button(page, 'Add condition').click();
    await expect
      .poll(() => page.evaluate('document.activeElement?.getAttribute("aria-label")'))
      .toBe('Property, condition 1.2');
    await chooseProperty(page, '1.2', 'city', /^user\.city/);
    await field(page, 'Value, condition 1.2').fill('Oslo');
    await field(page, 'How group 1 is joined').selectOption('any-of');
    await chooseProperty(page, '1.1', 'usertype', /userType/);
    await field(page, 'Operator, condition 1.1').selectOption('ne');
    await field(page, 'Value, condition 1.1').fill('Nobody');
    await page.getByText('Saving adds 2 and removes 0 of 1 (0%).').waitFor();
    await previewOf(page).getByText('2 are added, 0 are removed, 1 stays.').waitFor();
    await page.getByText('Among those added: 1 guest, 1 disabled account.').waitFor();
    await page.getByText('As of', { exact: false }).waitFor();
    const added = page.getByRole('region', { name: /^Added/ });
    await added.getByText('Gita Guest').waitFor();
    expect(await added.getByText('Guest', { exact: true }).count()).toBe(1);
    expect(await added.getByText('Disabled', { exact: true }).count()).toBe(1);
    await added.getByText('user.userType -ne "Nobody"', { exact: false }).first().waitFor();
    await page.getByRole('searchbox', { name: 'Search by name' }).fill('Boris');
    await expect.poll(() => added.getByRole('listitem').count()).toBe(1);
    await page.getByRole('textbox', { name: 'Note for the history' }).fill('Umzug nach Köln');
    await picture(page, 'rule-builder');
    await page.keyboard.press('Control+s');
    await ground.saved(id, 'user.userType -ne "Nobody" -or user.city -eq "Oslo"');
    await page.getByText('Nothing has been changed.').first().waitFor();
    expect(ground.opened()?.complaints).toEqual([]);
  });

  test('conditions are moved, negated and removed from the keyboard, and focus stays near', async () => {
    const id = await ground.group('user.city -eq "a" -and user.mail -ne null');
    const page = await ground.open(id);
    await button(page, 'Move 1.1 down').press('Enter');
    await button(page, 'Not: negate 1.2').press('Enter');
    await page.getByRole('group', { name: 'Not: group 1.2, 1 condition' }).waitFor();
    await tab(page, 'Builder and text').click();
    await expect
      .poll(() => textBox(page).innerText())
      .toBe('user.mail -ne null -and -not user.city -eq "a"');
    await button(page, 'Remove 1.1').press('Enter');
    await expect.poll(() => textBox(page).innerText()).toBe('-not user.city -eq "a"');
    expect(await page.evaluate('document.activeElement?.tagName')).not.toBe('BODY');
    await button(page, 'Discard').click();
    await expect
      .poll(() => textBox(page).innerText())
      .toBe('user.city -eq "a" -and user.mail -ne null');
  });

  test('Configure Rules: five expressions, properties, operators, and Rule syntax with Edit', async () => {
    const id = await ground.group(SALES);
    const page = await ground.open(id);
    await tab(page, 'Configure Rules').click();
    const add = button(page, 'Add expression');
    await add.click();
    await field(page, 'And/Or, expression 2').selectOption('Or');
    await field(page, 'Property, expression 2').selectOption('city');
    await field(page, 'Operator, expression 2').selectOption({ label: 'In' });
    await page.getByRole('textbox', { name: 'Value, expression 2' }).fill('Seattle, Oslo');
    const syntax = page.getByRole('textbox', { name: 'Rule syntax' });
    await expect
      .poll(() => syntax.inputValue())
      .toBe('(user.department -eq "Sales") -or (user.city -in ["Seattle","Oslo"])');
    for (let count = 3; count <= 5; count++) await add.click();
    expect(await add.getAttribute('aria-disabled')).toBe('true');
    await button(page, 'Remove expression 5').click();
    expect(await add.getAttribute('aria-disabled')).toBeNull();
    await picture(page, 'rule-configure');
    await button(page, 'Edit').click();
    const pane = page.getByRole('dialog');
    await pane.getByRole('textbox', { name: 'Rule syntax' }).fill('user.mail -contains "x"');
    await pane.getByRole('button', { name: 'OK' }).click();
    await page.getByText('The rule builder cannot display this rule.').waitFor();
    await page.getByText('It uses -contains or -notContains.').waitFor();
    await button(page, 'Save').click();
    await ground.saved(id, 'user.mail -contains "x"');
  });

  test('Get custom extension properties: application id, Refresh properties, a property to choose', async () => {
    const { app } = ground.portal;
    const application = (await app.post('/v1.0/applications', { displayName: 'HR' })).body;
    const made = await app.post(`/v1.0/applications/${application.id}/extensionProperties`, {
      name: 'costCenter',
      dataType: 'String',
      targetObjects: ['User'],
    });
    const { name } = made.body;
    const id = await ground.group(SALES);
    const page = await ground.open(id);
    await tab(page, 'Configure Rules').click();
    await button(page, 'Get custom extension properties').click();
    await page.getByRole('textbox', { name: 'Application ID' }).fill(application.appId);
    await button(page, 'Refresh properties').click();
    await page.getByText('1 property can be chosen now:').waitFor();
    await button(page, 'Close').click();
    await field(page, 'Property, expression 1').selectOption(name);
    await page.getByRole('textbox', { name: 'Value, expression 1' }).fill('42');
    await button(page, 'Save').click();
    await ground.saved(id, `(user.${name} -eq "42")`);
  });

  test('direct reports and groups are chosen by name', async () => {
    const id = await ground.group(SALES, { displayName: 'Source of members' });
    const page = await ground.open(await ground.group('user.city -eq "Oslo"'));
    await button(page, 'Remove 1').click();
    await button(page, 'Direct reports of somebody').click();
    await field(page, 'Manager').click();
    await page.keyboard.type('Ana');
    await page.getByRole('option', { name: /Ana Lima/ }).click();
    await tab(page, 'Builder and text').click();
    await expect.poll(() => textBox(page).innerText()).toBe(`Direct Reports for "${ground.ana}"`);
    await button(page, 'Remove 1').click();
    await button(page, 'Add condition to group 1').click();
    await chooseProperty(page, '1.1', 'memberof', /user\.memberOf/);
    await field(page, 'Add a group, condition 1.1.1').click();
    await page.keyboard.type('Source');
    await page.getByRole('option', { name: /Source of members/ }).click();
    await expect
      .poll(() => textBox(page).innerText())
      .toBe(`user.memberOf -any (group.objectId -in ["${id}"])`);
    await page
      .getByRole('list', { name: 'Values, condition 1.1.1' })
      .getByText('Source of members')
      .waitFor();
  });

  test.each(LANGUAGES.flatMap((language) => THEMES.map((theme) => ({ language, theme }))))(
    'is accessible in $language, $theme',
    async (look) => {
      const page = await ground.open(await ground.group(RULE), look);
      const tabs = page.getByRole('tablist').first().getByRole('tab');
      for (const index of [0, 3, 2]) {
        await tabs.nth(index).click();
        await page.waitForLoadState('networkidle');
        await expectAccessible(page);
        await expectNothingCut(page);
      }
      await page.locator('.cm-content').click();
      await page.keyboard.press('Control+A');
      await page.keyboard.type('user.citty -eq "a"');
      await page.keyboard.press('Escape');
      await page.getByRole('region').getByText('user.city', { exact: false }).first().waitFor();
      await expectAccessible(page);
    },
  );

  test('fits 320 pixels, and 40 % more text, none of it untranslated', async () => {
    const displayName = '⟦group⟧';
    const id = await ground.group(RULE, { displayName });
    const narrow = await ground.open(id, { width: 320 });
    await tab(narrow, 'Builder and text').click();
    await textBox(narrow).waitFor();
    await expectAccessible(narrow);
    await expectNothingCut(narrow);
    await ground.closePage();
    const { page, close } = await ground.portal.open(`/groups/${id}/rule?pseudo`);
    await page.getByRole('tablist').last().waitFor();
    await page.waitForLoadState('networkidle');
    await expectNothingCut(page);
    const frame = ['Muster', 'Global Administrator', 'English'];
    expect((await textsNotTranslated(page)).filter((text) => !frame.includes(text))).toEqual([]);
    await close();
  });
});
