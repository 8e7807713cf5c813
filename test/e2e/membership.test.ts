import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from '../support/running-app.ts';
import { until } from '../support/until.ts';

let app: RunningApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.host.stop());

const has = (id: string) => (members: string[]) => members.includes(id);
const lacks = (id: string) => (members: string[]) => !members.includes(id);

async function succeeded(group: string): Promise<void> {
  await until(
    () => app.get(`/muster/v1/groups/${group}`),
    ({ body }) => body.displayStatus === 'Update complete',
  );
}

describe('a group with a rule', () => {
  test('gets its members, and follows what changes within five seconds', async () => {
    const inSales = await app.user({ department: 'sales' });
    const inLegal = await app.user({ department: 'Legal' });
    const group = await app.group('user.department -eq "Sales"');
    await succeeded(group);
    expect(await app.members(group)).toEqual([inSales]);

    expect((await app.patch(`/v1.0/users/${inLegal}`, { department: 'Sales' })).status).toBe(204);
    await until(() => app.members(group), has(inLegal), 5);
    expect((await app.patch(`/v1.0/users/${inSales}`, { department: null })).status).toBe(204);
    await until(() => app.members(group), lacks(inSales), 5);
    expect((await app.delete(`/v1.0/users/${inLegal}`)).status).toBe(204);
    await until(() => app.members(group), lacks(inLegal), 5);
  });

  test('the request evaluates nothing: what it announces stands in storage until the queue function runs', async () => {
    const group = await app.group('user.city -eq "Bonn"');
    await succeeded(group);
    await app.host.pauseQueue('membershipChanges');
    const user = await app.user({ city: 'Berlin' });
    expect((await app.patch(`/v1.0/users/${user}`, { city: 'Bonn' })).status).toBe(204);
    expect(await intentRows()).toBeGreaterThan(0);
    expect(await app.members(group)).toEqual([]);
    app.host.resumeQueue('membershipChanges');
    await until(() => app.members(group), has(user), 5);
    await until(intentRows, (count) => count === 0);
  });

  test('a rule edit swaps the members, and those who stay are never absent', async () => {
    const stays = await app.user({ state: 'NRW', country: 'DE' });
    const leaves = await app.user({ state: 'NRW', country: 'AT' });
    const group = await app.group('user.state -eq "NRW"');
    await succeeded(group);
    await app.patch(`/v1.0/groups/${group}`, { membershipRule: 'user.country -eq "DE"' });
    const seen: string[][] = [];
    await until(
      async () => {
        seen.push(await app.members(group));
        return app.get(`/muster/v1/groups/${group}`);
      },
      ({ body }) => body.displayStatus === 'Update complete',
    );
    expect(await app.members(group)).toEqual([stays]);
    expect(seen.every((members) => members.includes(stays))).toBe(true);
    expect(seen[0]).toContain(leaves);
  });

  test('of direct reports follows the manager', async () => {
    const boss = await app.user();
    const report = await app.user();
    const group = await app.group(`Direct Reports for "${boss}"`);
    await succeeded(group);
    const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${boss}` };
    expect((await app.put(`/v1.0/users/${report}/manager/$ref`, reference)).status).toBe(204);
    await until(() => app.members(group), has(report), 5);
    expect((await app.get(`/v1.0/users/${report}/manager?$select=id`)).body.id).toBe(boss);
    expect((await app.delete(`/v1.0/users/${report}/manager/$ref`)).status).toBe(204);
    await until(() => app.members(group), lacks(report), 5);
  });

  test('that follows other groups sees assigned members come and go', async () => {
    const member = await app.user();
    const assigned = await app.group(null);
    const follower = await app.group(`user.memberOf -any (group.objectId -in ["${assigned}"])`);
    await succeeded(follower);
    const reference = {
      '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${member}`,
    };
    expect((await app.post(`/v1.0/groups/${assigned}/members/$ref`, reference)).status).toBe(204);
    await until(() => app.members(follower), has(member), 5);
    const groups = await until(
      () => app.all(`/v1.0/users/${member}/memberOf?$select=id`),
      (found) => found.length === 2,
    );
    expect(groups.map(({ id }) => id).sort()).toEqual([assigned, follower].sort());
    expect((await app.delete(`/v1.0/groups/${assigned}/members/${member}/$ref`)).status).toBe(204);
    await until(() => app.members(follower), lacks(member), 5);
  });

  test('with the clock flips at the next timer tick after its instant', async () => {
    const soon = new Date(Date.now() + 30 * 60_000).toISOString();
    const joiner = await app.user({ employeeHireDate: soon });
    const group = await app.group('user.employeeHireDate -le system.now');
    await succeeded(group);
    expect(await app.members(group)).toEqual([]);
    process.env.MUSTER_CLOCK_OFFSET_MINUTES = '31';
    await app.host.fire('lookAtDue');
    process.env.MUSTER_CLOCK_OFFSET_MINUTES = '0';
    expect(await app.members(group)).toEqual([joiner]);
  });

  test('has no members by hand', async () => {
    const user = await app.user();
    const group = await app.group('user.department -eq "Nobody"');
    const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${user}` };
    const added = await app.post(`/v1.0/groups/${group}/members/$ref`, reference);
    expect(added.status).toBe(403);
    expect(added.body.error.code).toBe('Authorization_RequestDenied');
    expect((await app.delete(`/v1.0/groups/${group}/members/${user}/$ref`)).status).toBe(403);
  });

  test('is left as it was by a request that is refused in part', async () => {
    const assigned = await app.group(null);
    const nobody = 'https://graph.microsoft.com/v1.0/users/99999999-0000-4000-8000-000000000000';
    const change = { displayName: 'Renamed', 'members@odata.bind': [nobody] };
    expect((await app.patch(`/v1.0/groups/${assigned}`, change)).status).toBe(404);
    expect((await app.get(`/v1.0/groups/${assigned}`)).body.displayName).not.toBe('Renamed');
    const dynamic = await app.group('user.department -eq "Nobody"');
    expect((await app.patch(`/v1.0/groups/${dynamic}`, change)).status).toBe(403);
    expect((await app.get(`/v1.0/groups/${dynamic}`)).body.displayName).not.toBe('Renamed');
  });

  test('has guests under the names that Entra gives them', async () => {
    const userPrincipalName = 'jo_fabrikam.com#EXT#@contoso.onmicrosoft.com';
    const guest = await app.user({ userPrincipalName, userType: 'Guest' });
    const found = await app.get(`/v1.0/users/${encodeURIComponent(userPrincipalName)}?$select=id`);
    expect(found.body.id).toBe(guest);
  });

  test('turned into an assigned group keeps its members, and back again loses those who do not match', async () => {
    const matching = await app.user({ jobTitle: 'Clerk' });
    const byHand = await app.user();
    const group = await app.group('user.jobTitle -eq "Clerk"');
    await succeeded(group);
    expect((await app.patch(`/v1.0/groups/${group}`, { groupTypes: [] })).status).toBe(204);
    const reference = {
      '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${byHand}`,
    };
    expect((await app.post(`/v1.0/groups/${group}/members/$ref`, reference)).status).toBe(204);
    expect((await app.members(group)).sort()).toEqual([matching, byHand].sort());
    const back = {
      groupTypes: ['DynamicMembership'],
      membershipRule: 'user.jobTitle -eq "Clerk"',
      membershipRuleProcessingState: 'On',
    };
    expect((await app.patch(`/v1.0/groups/${group}`, back)).status).toBe(204);
    await succeeded(group);
    expect(await app.members(group)).toEqual([matching]);
  });
});

async function intentRows(): Promise<number> {
  const table = TableClient.fromConnectionString(app.connection, 'objects', {
    allowInsecureConnection: true,
  });
  let count = 0;
  for await (const _ of table.listEntities({
    queryOptions: { filter: "RowKey ge 'p:' and RowKey lt 'p;'" },
  }))
    count++;
  return count;
}
