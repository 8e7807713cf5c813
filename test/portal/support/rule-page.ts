/** The rule of a group in a test: groups with settled members, the page of their rule, and what it consists of. */
import type { Locator, Page } from 'playwright-core';
import { until } from '../../support/until.ts';
import { type Look, startPortal, type TestPage, type TestPortal } from './portal.ts';

export const SALES = 'user.department -eq "Sales"';

export interface RuleGround {
  readonly portal: TestPortal;
  /** The id of Ana Lima in Seattle, the one in Sales. */
  readonly ana: string;
  /** The page that is open; null: none is. */
  opened(): TestPage | null;
  /** A group with this rule, its members settled. */
  group(rule: string, more?: Record<string, unknown>): Promise<string>;
  /** The page of a group's rule. */
  open(id: string, look?: Look): Promise<Page>;
  /** The same as text, with the cursor at its end. */
  openText(id: string): Promise<Page>;
  /** Waits until a group has this rule. */
  saved(id: string, rule: string): Promise<void>;
  closePage(): Promise<void>;
}

/** An application with three people, and Chromium. */
export async function startRuleGround(): Promise<RuleGround> {
  const portal = await startPortal();
  const { app } = portal;
  const ana = await app.user({ displayName: 'Ana Lima', department: 'Sales', city: 'Seattle' });
  await app.user({ displayName: 'Boris Orlov', department: 'Legal', city: 'Tacoma' });
  const guest = { userType: 'Guest', accountEnabled: false };
  await app.user({ displayName: 'Gita Guest', department: 'Legal', ...guest });
  let opened: TestPage | null = null;
  const open = async (id: string, look: Look = {}): Promise<Page> => {
    opened = await portal.open(`/groups/${id}/rule`, look);
    await opened.page.getByRole('tablist').first().waitFor();
    return opened.page;
  };
  return {
    portal,
    ana,
    opened: () => opened,
    open,
    group: async (rule, more = {}) => {
      const id = await app.group(rule, more);
      await until(
        async () => (await app.get(`/muster/v1/groups/${id}`)).body,
        ({ displayStatus }) => displayStatus === 'Update complete',
      );
      return id;
    },
    openText: async (id) => {
      const page = await open(id);
      await tab(page, 'Text').click();
      await textBox(page).click();
      await page.keyboard.press('Control+End');
      return page;
    },
    saved: async (id, rule) => {
      await until(
        async () => (await app.get(`/v1.0/groups/${id}`)).body.membershipRule,
        (now) => now === rule,
      );
    },
    closePage: async () => {
      await opened?.close();
      opened = null;
    },
  };
}

export function tab(page: Page, name: string): Locator {
  return page.getByRole('tab', { name, exact: true });
}

export function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true });
}

export function field(page: Page, name: string): Locator {
  return page.getByRole('combobox', { name, exact: true });
}

/** The rule as text. */
export function textBox(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Rule syntax' });
}

/** The panel of those who come and go. */
export function previewOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Who comes and who goes' });
}

/** Chooses a property in the builder by typing a part of its name. */
export async function chooseProperty(
  page: Page,
  number: string,
  typed: string,
  option: RegExp,
): Promise<void> {
  const property = field(page, `Property, condition ${number}`);
  await property.click();
  await property.press('Control+A');
  await page.keyboard.type(typed);
  await page.getByRole('option', { name: option }).click();
}
