import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { expectedMembers, readSampleDirectory } from '../support/plain-evaluation.ts';

const FOLDER = fileURLToPath(new URL('../../examples/contoso/', import.meta.url));
const AUTUMN_2026 = new Date('2026-11-21T12:00:00Z');
const { users, devices, groups } = readSampleDirectory();

describe('the script that makes the sample directory', () => {
  it('writes exactly the files that are there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'contoso-'));
    try {
      execFileSync(process.execPath, [join(FOLDER, 'make.mjs'), folder]);
      for (const name of ['users.ndjson', 'devices.ndjson', 'groups.ndjson']) {
        const made = readFileSync(join(folder, name));
        expect(made.equals(readFileSync(join(FOLDER, name))), name).toBe(true);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the sample directory', () => {
  it('has 1,000 users, 300 devices and 14 groups, each line of its file’s type', () => {
    const types = [users, devices, groups].map((lines) => lines.map((line) => line.type));
    expect(types.map((list) => list.length)).toEqual([1000, 300, 14]);
    expect(types.map((list) => [...new Set(list)])).toEqual([['user'], ['device'], ['group']]);
  });

  it('has no id, user principal name, device id or mail nickname of a group twice', () => {
    const ids = [...users, ...devices, ...groups].map((line) => line.id);
    const deviceIds = devices.map((line) => line.deviceId);
    for (const id of [...ids, ...deviceIds]) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
    expect(new Set(ids).size).toBe(1314);
    expect(new Set(deviceIds).size).toBe(300);
    expect(new Set(users.map((user) => user.userPrincipalName.toLowerCase())).size).toBe(1000);
    expect(new Set(groups.map((group) => group.mailNickname)).size).toBe(14);
  });

  it('names every manager before their reports, three levels deep', () => {
    const depthOf = new Map<string, number>();
    for (const user of users) {
      const above = user.manager === undefined ? -1 : depthOf.get(user.manager);
      expect(above, `the manager of ${user.userPrincipalName}`).toBeDefined();
      depthOf.set(user.userPrincipalName, (above ?? 0) + 1);
    }
    expect(Math.max(...depthOf.values())).toBe(3);
  });

  it('has guests, disabled accounts, people yet to join, and names in several scripts', () => {
    const guests = users.filter((user) => user.userType === 'Guest');
    expect(guests.length).toBeGreaterThan(50);
    for (const guest of guests) {
      expect(guest.userPrincipalName).toMatch(/#EXT#@/);
      expect(guest.department).toBeUndefined();
      expect(guest.otherMails).toHaveLength(1);
    }
    expect(users.filter((user) => !user.accountEnabled).length).toBeGreaterThan(30);
    expect(users.some((user) => (user.employeeHireDate ?? '') > '2027')).toBe(true);
    for (const script of [/\p{Script=Cyrillic}/u, /\p{Script=Han}/u, /[ßłğãẹ]/u]) {
      expect(users.some((user) => script.test(user.displayName))).toBe(true);
    }
  });

  it('has addresses in ASCII only', () => {
    for (const user of users) expect(user.userPrincipalName).toMatch(/^[a-z0-9._#EXT-]+@[a-z.]+$/);
  });
});

describe('the sample groups', () => {
  it('are one assigned, one paused, one Microsoft 365 group, and security groups with rules', () => {
    expect(groups.filter((group) => group.membershipRule === undefined)).toHaveLength(1);
    const states = groups.map((group) => group.membershipRuleProcessingState);
    expect(states.filter((state) => state === 'Paused')).toHaveLength(1);
    expect(states.filter((state) => state === 'On')).toHaveLength(12);
    const unified = groups.filter((group) => group.groupTypes.includes('Unified'));
    expect(unified.map((group) => [group.mailEnabled, group.securityEnabled])).toEqual([
      [true, false],
    ]);
  });

  it('name only groups that come before them, and members that exist', () => {
    const assigned = groups.findIndex((group) => group.members !== undefined);
    const naming = groups.findIndex((group) => group.membershipRule?.includes('memberOf'));
    expect(groups[naming]?.membershipRule).toContain(groups[assigned]?.id);
    expect(naming).toBeGreaterThan(assigned);
    const ids = new Set([...users, ...devices].map((line) => line.id));
    for (const id of groups[assigned]?.members ?? []) expect(ids).toContain(id);
  });

  it('each have an expectation, and none is empty or holds everyone', () => {
    const expected = expectedMembers(AUTUMN_2026);
    expect([...expected.keys()].sort()).toEqual(groups.map((group) => group.displayName).sort());
    for (const [name, members] of expected) {
      expect(members.size, name).toBeGreaterThanOrEqual(10);
      expect(members.size, name).toBeLessThan(name === 'All employees' ? 950 : 300);
    }
  });

  it('have the counts that an administrator of Contoso would find in November 2026', () => {
    const counts = [...expectedMembers(AUTUMN_2026)].map(([name, members]) => [name, members.size]);
    expect(Object.fromEntries(counts)).toEqual({
      Sales: 173,
      'Sales and Marketing, Americas': 107,
      'All employees': 896,
      'Engineers and architects': 257,
      'Sales managers': 14,
      'New colleagues': 36,
      'Accounts without department': 16,
      'Paid by Operations': 95,
      'Former Litware': 52,
      'Power BI users': 100,
      'Incident responders': 26,
      'Incident notifications': 24,
      'Windows 10 devices': 53,
      'Retail kiosks': 23,
    });
  });

  it('move with the clock where their rule does', () => {
    const sizeAt = (instant: string) =>
      expectedMembers(new Date(instant)).get('New colleagues')?.size;
    expect(sizeAt('2027-12-01T00:00:00Z')).toBeLessThan(sizeAt('2026-11-21T00:00:00Z') ?? 0);
  });
});
