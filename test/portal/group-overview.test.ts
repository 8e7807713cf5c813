/** A group's overview, in Chromium on the real application: found by role and name, every effect read back through the API. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { startPortal, type TestPage, type TestPortal } from './support/portal.ts';

const RULE = 'user.department -eq "Sales"';

describeInBrowser('A group', () => {
  let portal: TestPortal;
  let opened: TestPage | null = null;
  let users: string[] = [];

  beforeAll(async () => {
    portal = await startPortal();
    for (const name of ['Ana', 'Boris', 'Clara'])
      users.push(await portal.app.user({ displayName: name, department: 'Sales' }));
  });

  afterEach(async () => {
    portal.app.host.resumeQueue('membershipRuns');
    await opened?.close();
    opened = null;
  });

  afterAll(() => portal?.stop());

  async function open(...given: Parameters<TestPortal['open']>): Promise<Page> {
    opened = await portal.open(...given);
    return opened.page;
  }

  async function dynamicGroup(displayName: string, rule = RULE): Promise<string> {
    const id = await portal.app.group(rule, { displayName });
    await status(id, 'Update complete');
    return id;
  }

  async function status(id: string, wanted: string): Promise<void> {
    await until(
      async () => (await portal.app.get(`/muster/v1/groups/${id}`)).body.displayStatus,
      (now) => now === wanted,
      30,
    );
  }

  const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

  test('shows how it stands, who is in it, its rule in a sentence, and what happened', async () => {
    const id = await dynamicGroup('Sales at a glance');
    const page = await open(`/groups/${id}`);
    const processing = region(page, 'Processing status');
    await processing.getByText('Update complete').waitFor();
    expect(await processing.getByText('Dynamic rule processing status').isVisible()).toBe(true);
    expect(await processing.getByText('Last membership change').isVisible()).toBe(true);
    const members = region(page, 'Members');
    await members.getByText('direct members').waitFor();
    expect(await members.getByRole('definition').allInnerTexts()).toEqual(['3', '0', '0', '3']);
    const rule = region(page, 'Membership rule');
    expect(await rule.getByText('Users whose user.department is “Sales”.').isVisible()).toBe(true);
    expect(await rule.getByRole('textbox', { name: 'Rule syntax' }).inputValue()).toBe(RULE);
    const essentials = region(page, 'Essentials');
    for (const words of ['Security', 'Dynamic User', 'Cloud', id])
      expect(await essentials.getByText(words, { exact: true }).isVisible()).toBe(true);
    const changes = page.getByRole('list', { name: 'Latest changes' });
    await changes.getByText('+3 / −0 members: the group was created').waitFor();
    expect(await changes.getByText('The group was created.').isVisible()).toBe(true);
    expect(opened?.complaints).toEqual([]);
  });

  test('moves by itself when somebody joins', async () => {
    const id = await dynamicGroup('Legal', 'user.department -eq "Legal"');
    const page = await open(`/groups/${id}`);
    const members = region(page, 'Members');
    await members.getByText('direct members').waitFor();
    const user = await portal.app.user({ displayName: 'Dana', department: 'Legal' });
    users = [...users, user];
    await members.getByText('direct member', { exact: true }).waitFor({ timeout: 25_000 });
    await page
      .getByRole('list', { name: 'Latest changes' })
      .getByText('+1 / −0 members')
      .waitFor({ timeout: 25_000 });
  });

  test('is paused with a reason, says what waits, and goes on', async () => {
    const id = await dynamicGroup('Paused for a while');
    const page = await open(`/groups/${id}`);
    const toggle = page.getByRole('switch', { name: 'Pause processing' });
    await toggle.click();
    const dialog = page.getByRole('dialog', { name: 'Pause processing of Paused for a while?' });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Миграция');
    await dialog.getByRole('button', { name: 'Pause processing' }).click();
    await page.getByText('Reason: Миграция').waitFor();
    expect(await toggle.isChecked()).toBe(true);
    const { body } = await portal.app.get(`/muster/v1/groups/${id}`);
    expect(body).toMatchObject({ membershipRuleProcessingState: 'Paused' });
    await portal.app.user({ displayName: 'Egon', department: 'Sales' });
    await page.getByRole('button', { name: 'Preview resume' }).click();
    await page.getByText('1 change is waiting: 1 would be added, 0 removed.').waitFor();
    expect((await portal.app.members(id)).length).toBe(3);
    await page.getByRole('button', { name: 'Resume processing' }).click();
    await region(page, 'Members').getByText('4', { exact: true }).first().waitFor();
    expect((await portal.app.members(id)).length).toBe(4);
    expect(await toggle.isChecked()).toBe(false);
  });

  test('is processed now, which its status shows', async () => {
    const id = await dynamicGroup('Again');
    await portal.app.host.pauseQueue('membershipRuns');
    const page = await open(`/groups/${id}`);
    await page.getByRole('button', { name: 'Process now' }).click();
    const processing = region(page, 'Processing status');
    await processing.getByText('Not started').waitFor();
    portal.app.host.resumeQueue('membershipRuns');
    await processing.getByText('Update complete').waitFor({ timeout: 25_000 });
    await page
      .getByRole('list', { name: 'Latest changes' })
      .getByText('The group was to be processed again.')
      .waitFor();
  });

  test('the extension property its rule names is deleted: what failed, and what to do', async () => {
    const { body: application } = await portal.app.post('/v1.0/applications', {
      displayName: 'HR',
    });
    const { body: property } = await portal.app.post(
      `/v1.0/applications/${application.id}/extensionProperties`,
      { name: 'costCentre', dataType: 'String', targetObjects: ['User'] },
    );
    const id = await dynamicGroup('By cost centre', `user.${property.name} -eq "1"`);
    const page = await open(`/groups/${id}`);
    await region(page, 'Processing status').getByText('Update complete').waitFor();
    await portal.app.delete(
      `/v1.0/applications/${application.id}/extensionProperties/${property.id}`,
    );
    const alert = page.getByRole('alert').filter({ hasText: "Processing couldn't finish." });
    await alert.waitFor({ timeout: 30_000 });
    await alert.getByText(`names the extension property ${property.name}`).waitFor();
    await alert.getByText('Code: EXTENSION_PROPERTY_DELETED').waitFor();
    expect(await alert.getByText('Members stay as they last were.').isVisible()).toBe(true);
    expect(await alert.getByRole('button', { name: 'Retry' }).isVisible()).toBe(true);
    await alert.getByRole('link', { name: 'Edit rule' }).click();
    await page.getByRole('heading', { name: 'Dynamic membership rules' }).waitFor();
  });

  test('a change beyond its guard, set here, is held, and the alert leads to it', async () => {
    const id = await dynamicGroup('Guarded');
    const page = await open(`/groups/${id}`);
    await page.getByRole('button', { name: 'Change the guard' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change the guard' });
    await dialog.getByRole('spinbutton', { name: 'Removals: number of members' }).fill('1');
    await dialog.getByRole('button', { name: 'Save the guard' }).click();
    const guard = region(page, 'Guard');
    await guard.getByText('This group has a guard of its own.').waitFor();
    expect(await guard.getByText('1 member', { exact: true }).isVisible()).toBe(true);
    await portal.app.patch(`/v1.0/groups/${id}`, {
      membershipRule: 'user.department -eq "Nobody"',
    });
    const alert = page.getByRole('alert').filter({ hasText: 'A change is held for review.' });
    await alert.getByText(/remove \d of \d members/).waitFor({ timeout: 30_000 });
    await alert.getByRole('link', { name: 'Review the change' }).click();
    await page.waitForURL(/\/holds\//);
  });

  test('a reader and an owner see why they may not; an administrator may', async () => {
    const owner = await portal.app.user({ displayName: 'Olga' });
    const id = await dynamicGroup('Owned');
    await portal.app.post(`/v1.0/groups/${id}/owners/$ref`, {
      '@odata.id': `https://graph.microsoft.com/v1.0/users/${owner}`,
    });
    for (const actAs of ['User', `User;${owner}`]) {
      const page = await open(`/groups/${id}`, { actAs });
      const toggle = page.getByRole('switch', { name: 'Pause processing' });
      await until(
        () => toggle.getAttribute('aria-disabled'),
        (disabled) => disabled === 'true',
      );
      const refusal = 'Roles that do: Global Administrator, Groups Administrator';
      await page.getByText(new RegExp(refusal)).first().waitFor();
      expect(await page.getByText("Owners of a group can't pause it.").isVisible()).toBe(
        actAs !== 'User',
      );
      await toggle.click({ force: true });
      expect(await page.getByRole('dialog').count()).toBe(0);
      await opened?.close();
    }
    const page = await open(`/groups/${id}`, { actAs: 'Groups Administrator' });
    await page.getByRole('switch', { name: 'Pause processing' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Pause processing' }).click();
    await status(id, 'Update paused');
  });

  test('a refusal, a group that is gone, and a server that is away are each told', async () => {
    const id = await dynamicGroup('Soon away');
    const page = await open(`/groups/${id}`);
    await region(page, 'Members').getByText('direct members').waitFor();
    const ours = '**/muster/v1/groups/*';
    const error = { code: 'Authorization_RequestDenied', message: 'Insufficient privileges.' };
    await page.route(ours, (route) => route.fulfill({ status: 403, json: { error } }));
    // As when somebody comes back to the page.
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.getByText('You may not see or do this.').waitFor({ timeout: 20_000 });
    await page.getByText('What is shown was read').waitFor();
    expect(await region(page, 'Membership rule').isVisible()).toBe(true);
    await page.unroute(ours);
    await page.route('**/reprocess', (route) => route.abort());
    await page.getByRole('button', { name: 'Process now' }).click();
    await page.getByText('The server cannot be reached.').waitFor();
    await opened?.close();
    const gone = await open('/groups/00000000-0000-4000-8000-000000000000');
    await gone.getByText(/Code: Request_ResourceNotFound/).waitFor();
  });
});
