/** The rule of a group as text, its preview and Save, in Chromium on the real application; effects are read back through the API. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { picture } from './support/portal.ts';
import {
  button,
  field,
  type RuleGround,
  SALES,
  startRuleGround,
  tab,
  textBox,
} from './support/rule-page.ts';

describeInBrowser('the rule workbench', () => {
  let ground: RuleGround;

  beforeAll(async () => {
    ground = await startRuleGround();
  });

  afterEach(() => ground.closePage());

  afterAll(() => ground?.portal.stop());

  test('a mistake in the text is told, spoken, and mended by its suggestion', async () => {
    const id = await ground.group(SALES);
    const page = await ground.openText(id);
    await page.keyboard.type(' -and user.citty -eq "Seattle"');
    const problems = page.getByRole('region', { name: 'Problems and advice' });
    await problems.getByText('user.citty is not available in user rules.').waitFor();
    await page.keyboard.press('F8');
    await page
      .getByText('Error no. 1 / 1, line 1, column 34: user.citty is not available in user rules.')
      .waitFor();
    expect(await button(page, 'Save').getAttribute('aria-disabled')).toBe('true');
    await picture(page, 'rule-text');
    await problems.getByRole('button', { name: 'Replace with user.city' }).click();
    expect(await textBox(page).innerText()).toBe(`${SALES} -and user.city -eq "Seattle"`);
    await button(page, 'Save').click();
    await ground.saved(id, `${SALES} -and user.city -eq "Seattle"`);
  });

  test('the text is completed from a list, formatted, and left with Tab', async () => {
    const id = await ground.group(SALES);
    const page = await ground.openText(id);
    await page.keyboard.type(' -and user.userT');
    await page.getByRole('option', { name: /^user\.userType/ }).click();
    await page.keyboard.type(' -eq ');
    const member = page.getByRole('option', { name: '"Member"' });
    await until(async () => {
      await page.keyboard.press('Control+Space');
      return await member.isVisible();
    }, Boolean);
    await page.keyboard.press('Escape');
    await page.keyboard.type('"Member"');
    expect(await textBox(page).innerText()).toBe(`${SALES} -and user.userType -eq "Member"`);
    await page.getByText('59 of 3,072 characters').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.type('  –or user.city -eq "a" -or user.city -eq "b"');
    await page.keyboard.press('Shift+Alt+F');
    await expect.poll(() => textBox(page).innerText()).toContain('\n-or user.city -eq "a"');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement?.shadowRoot ?? null')).toBeNull();
  });

  test('values of the directory are offered when they are asked for', async () => {
    const page = await ground.openText(await ground.group(SALES));
    await page.keyboard.type(' -and user.city -eq ');
    await page.keyboard.press('Control+Space');
    await page.getByRole('option', { name: '"Tacoma"' }).waitFor();
  });

  test('a text that cannot be read greys the builder, with the last good rule and a way back', async () => {
    const page = await ground.openText(await ground.group(SALES));
    await page.keyboard.type(' -and');
    await tab(page, 'Builder').click();
    await page.getByText('The text cannot be read at the moment.', { exact: false }).waitFor();
    expect(await field(page, 'Property, condition 1').inputValue()).toBe('user.department');
    expect(await field(page, 'Property, condition 1').isDisabled()).toBe(true);
    await button(page, 'Go to the error').click();
    await textBox(page).waitFor();
    await page.keyboard.type(' user.city -eq "x"');
    expect(await textBox(page).innerText()).toBe(`${SALES} -and user.city -eq "x"`);
  });

  test('advice is taken with one click, after a look at the difference', async () => {
    const id = await ground.group('user.city -eq "a" -or user.city -eq "b" -or user.city -eq "c"');
    const page = await ground.open(id);
    await page.getByText('These conditions on user.city can be one -in.').waitFor();
    await button(page, 'Show the rewritten rule').click();
    await page
      .getByText('Both rules were tried on 1,000 made-up objects', { exact: false })
      .waitFor();
    await button(page, 'Use the rewritten rule').click();
    await page.getByText('0 are added, 0 are removed, 0 stay.').first().waitFor();
    await button(page, 'Save').click();
    await ground.saved(id, 'user.city -in ["a","b","c"]');
  });

  test('a pattern is checked in the page, by an engine that is loaded for it alone', async () => {
    const page = await ground.openText(await ground.group(SALES));
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(request.url()));
    await page.keyboard.type(' -and user.city -eq "x"');
    await page.getByText('0 are added', { exact: false }).first().waitFor();
    expect(scripts.filter((url) => url.endsWith('.js'))).toEqual([]);
    await page.keyboard.type(' -and user.mail -match "*@x"');
    await page.getByText('The pattern cannot be used', { exact: false }).waitFor();
    expect(scripts.filter((url) => url.endsWith('.js')).length).toBe(1);
  });

  test('a change beyond the guard is announced as held, and asks for a note', async () => {
    const id = await ground.group('user.displayName -ne null');
    await ground.portal.app.patch(`/muster/v1/groups/${id}`, {
      guard: {
        minimumSize: 0,
        additions: { share: null, count: null },
        removals: { share: null, count: 1 },
      },
    });
    const page = await ground.openText(id);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(SALES);
    await page.getByText('This change would be held for review.').waitFor();
    await page.getByText('the change will be held for review', { exact: false }).waitFor();
    expect(await button(page, 'Save').getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('textbox', { name: 'Note for the history' }).fill('Agreed with Legal');
    await button(page, 'Save').click();
    await ground.saved(id, SALES);
    const overview = await until(
      async () => (await ground.portal.app.get(`/muster/v1/groups/${id}`)).body,
      ({ held }) => held !== null,
    );
    expect(overview.memberCount).toBe(3);
  });

  test('somebody else was faster: yours, theirs and where both began, and nothing is lost', async () => {
    const id = await ground.group(SALES);
    const page = await ground.openText(id);
    await page.keyboard.type(' -and user.city -ne null');
    await page.getByText('Saving adds', { exact: false }).waitFor();
    const theirs = 'user.department -eq "Legal"';
    await ground.portal.app.patch(`/v1.0/groups/${id}`, { membershipRule: theirs });
    await button(page, 'Save').click();
    const dialog = page.getByRole('dialog', { name: 'Somebody else changed this rule' });
    await dialog.waitFor();
    await dialog.getByRole('region', { name: 'Theirs' }).getByText('"Legal"').waitFor();
    await dialog.getByRole('region', { name: 'Where both began' }).getByText(SALES).waitFor();
    await ground.saved(id, theirs);
    await dialog.getByRole('button', { name: 'Go on with yours' }).click();
    expect(await textBox(page).innerText()).toBe(`${SALES} -and user.city -ne null`);
    await page.getByText('Saving adds 1 and removes 2 of 2', { exact: false }).waitFor();
    await button(page, 'Save').click();
    await ground.saved(id, `${SALES} -and user.city -ne null`);
  });

  test('what is typed outlives a reload', async () => {
    const page = await ground.openText(await ground.group(SALES));
    await page.keyboard.type(' -and user.city -ne null');
    await page.reload();
    await tab(page, 'Text').click();
    await expect.poll(() => textBox(page).innerText()).toBe(`${SALES} -and user.city -ne null`);
  });

  test('a reader reads, selects and previews, and is told why saving is not for them', async () => {
    const page = await ground.open(await ground.group(SALES), { actAs: 'User' });
    await page.getByText('You can read this rule, but not change it.', { exact: false }).waitFor();
    expect(await field(page, 'Property, condition 1').isDisabled()).toBe(true);
    await tab(page, 'Text').click();
    await textBox(page).click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('x');
    expect(await textBox(page).innerText()).toBe(SALES);
    expect(await textBox(page).getAttribute('aria-readonly')).toBe('true');
    expect(await button(page, 'Save').getAttribute('aria-disabled')).toBe('true');
  });

  test('a group without a rule says so', async () => {
    const id = await ground.portal.app.group(null);
    const { page, close } = await ground.portal.open(`/groups/${id}/rule`);
    await page.getByRole('heading', { name: 'This group has no rule' }).waitFor();
    await close();
  });
});
