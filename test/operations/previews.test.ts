import { beforeEach, describe, expect, it } from 'vitest';
import { sampledEntry } from '../../src/contract/preview-type.ts';
import { ORDINALS, PreviewServer } from './preview-server.ts';
import { groupBody } from './test-server.ts';

const BONN = 'user.city -eq "Bonn"';

let server: PreviewServer;

beforeEach(() => {
  server = new PreviewServer();
});

const ids = (entries: readonly { readonly id: string }[]) => entries.map(({ id }) => id).sort();

describe('a preview', () => {
  it('says who would come, go and stay, each with the reason, and changes nothing', async () => {
    const id = await server.guarded();
    const guest = await server.createUser({ city: 'Bonn', userType: 'Guest' });
    const leaver = await server.createUser({ city: 'Bonn', accountEnabled: false });
    await server.settle();
    const before = await server.memory.stores.groups.read(id);
    const found = await server.completed({ groupId: id, membershipRule: BONN });
    expect(found).toMatchObject({
      groupId: id,
      membershipRule: BONN,
      kind: 'user',
      progress: { done: ORDINALS, total: ORDINALS },
      before: 10,
      additions: 2,
      removals: 4,
      unchanged: 6,
      guests: 1,
      disabledAccounts: 1,
      limits: [{ name: 'removalsCount', limit: 3, actual: 4, breached: true }],
      diffHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const additions = await server.listed(found.id, 'additions');
    expect(ids(additions)).toEqual([guest, leaver].sort());
    expect(additions[0]).toMatchObject({
      '@odata.type': '#microsoft.graph.user',
      userType: 'Guest',
      accountEnabled: true,
      reason: { text: BONN, expressions: [{ text: BONN, verdict: true, actual: 'Bonn' }] },
    });
    const removals = await server.listed(found.id, 'removals');
    expect(ids(removals)).toEqual([...server.users.slice(6)].sort());
    expect(removals[0].reason.expressions).toEqual([
      { text: BONN, verdict: false, actual: 'Kiel' },
    ]);
    expect(ids(await server.listed(found.id, 'unchanged'))).toEqual(
      [...server.users.slice(0, 6)].sort(),
    );
    expect(await server.memory.stores.groups.read(id)).toEqual(before);
  });

  it('shows a sample at once, before anything else is read', async () => {
    const id = await server.guarded();
    const { sample, status, progress } = await server.preview({
      groupId: id,
      membershipRule: BONN,
    });
    expect(status).toBe('running');
    expect(progress).toEqual({ done: 0, total: ORDINALS });
    expect(sample).toMatchObject({ objects: 10, additions: 0, removals: 4, unchanged: 6 });
    for (const entry of sample.value) sampledEntry.strict().parse(entry);
    const removed = sample.value.filter(({ change }: { change: string }) => change === 'removed');
    expect(ids(removed)).toEqual([...server.users.slice(6)].sort());
  });

  it('needs no group: then all whom the rule selects would come', async () => {
    await server.guarded();
    const found = await server.completed({ membershipRule: BONN });
    expect(found).toMatchObject({
      groupId: null,
      before: 0,
      additions: 6,
      removals: 0,
      limits: [],
    });
  });

  it('is of the rule that the group has, where none is given', async () => {
    const id = await server.guarded();
    await server.patch(`/v1.0/groups/${id}`, { membershipRuleProcessingState: 'Paused' });
    await server.move(server.users[0], 'Legal');
    await server.settle();
    const found = await server.completed({ groupId: id });
    expect(found).toMatchObject({ additions: 0, removals: 1, unchanged: 9 });
  });

  it('of an assigned group shows who would go when it becomes dynamic, groups too', async () => {
    await server.guarded();
    const nested = await server.createGroup(groupBody());
    const bind = [...server.users.slice(8), nested].map(
      (one) => `https://graph.microsoft.com/v1.0/directoryObjects/${one}`,
    );
    const id = await server.createGroup({ ...groupBody(), 'members@odata.bind': bind });
    await server.settle();
    const found = await server.completed({ groupId: id, membershipRule: BONN });
    expect(found).toMatchObject({ before: 3, additions: 6, removals: 3, unchanged: 0 });
    const removals = await server.listed(found.id, 'removals');
    expect(ids(removals)).toEqual([...server.users.slice(8), nested].sort());
    const group = removals.find((entry) => entry.id === nested);
    expect(group).toMatchObject({
      '@odata.type': '#microsoft.graph.group',
      reason: { expressions: [] },
    });
  });

  it('of a memberOf rule shows who is in the groups it names, and in which', async () => {
    const source = await server.guarded();
    const found = await server.completed({
      membershipRule: `user.memberOf -any (group.objectId -in ["${source}"])`,
    });
    expect(found).toMatchObject({ additions: 10, sample: { additions: 10 } });
    const [first] = await server.listed(found.id, 'additions');
    expect(first.reason.expressions).toMatchObject([{ verdict: true, actual: `["${source}"]` }]);
  });

  it('of a direct reports rule shows who reports to the manager', async () => {
    await server.guarded();
    const [manager, report] = server.users;
    await server.send('PUT', `/v1.0/users/${report}/manager/$ref`, {
      '@odata.id': `https://graph.microsoft.com/v1.0/users/${manager}`,
    });
    const found = await server.completed({ membershipRule: `Direct Reports for "${manager}"` });
    const additions = await server.listed(found.id, 'additions');
    expect(ids(additions)).toEqual([report]);
    expect(additions[0].reason.expressions).toMatchObject([{ verdict: true, actual: manager }]);
  });

  it('is of devices too', async () => {
    const device = await server.post('/v1.0/devices', {
      accountEnabled: false,
      alternativeSecurityIds: [{ type: 2, identityProvider: null, key: 'a2V5' }],
      deviceId: '44444444-4444-4444-8444-000000000001',
      displayName: 'PC',
      operatingSystem: 'Windows',
      operatingSystemVersion: '11',
    });
    const found = await server.completed({ membershipRule: 'device.deviceOSType -eq "Windows"' });
    expect(found).toMatchObject({ kind: 'device', additions: 1, guests: 0, disabledAccounts: 1 });
    expect(await server.listed(found.id, 'additions')).toMatchObject([
      { id: device.body.id, '@odata.type': '#microsoft.graph.device', displayName: 'PC' },
    ]);
  });

  it('of an empty directory is done at once', async () => {
    const { id } = await server.preview({ membershipRule: BONN });
    const { body } = await server.get(`/muster/v1/previews/${id}`);
    expect(body).toMatchObject({
      status: 'completed',
      progress: { done: 0, total: 0 },
      additions: 0,
    });
    expect(await server.listed(id, 'additions')).toEqual([]);
  });

  it('is searched by name', async () => {
    await server.createUser({ city: 'Bonn', displayName: 'Anna Schmidt' });
    await server.createUser({ city: 'Bonn', displayName: 'Bert Meyer' });
    const { id } = await server.completed({ membershipRule: BONN });
    const found = await server.listed(id, 'additions', '?$search="displayName:schm"');
    expect(found.map(({ displayName }) => displayName)).toEqual(['Anna Schmidt']);
    const wrong = await server.get(`/muster/v1/previews/${id}/additions?$search=schm`);
    expect(wrong.status).toBe(400);
  });
});

describe('what cannot be previewed', () => {
  it('is named, and nothing is begun', async () => {
    const id = await server.createGroup(groupBody());
    const post = (body: unknown) => server.post('/muster/v1/previews', body);
    const invalid = await post({ membershipRule: 'user.city -eq' });
    expect(invalid).toMatchObject({ status: 400, body: { error: { innerError: {} } } });
    expect(invalid.body.error.innerError.ruleErrors).toHaveLength(1);
    const nobody = '99999999-9999-4999-8999-999999999999';
    expect((await post({ membershipRule: BONN, groupId: nobody })).status).toBe(404);
    expect((await post({ membershipRule: BONN, groupId: 'sales' })).status).toBe(400);
    expect((await post({ membershipRule: BONN, kind: 'device' })).status).toBe(400);
    expect((await post({ groupId: id })).status).toBe(400);
    expect((await post({})).status).toBe(400);
    expect((await post({ membershipRule: BONN, more: 1 })).status).toBe(400);
    const unified = await server.createGroup({
      displayName: 'All',
      mailEnabled: true,
      mailNickname: 'all',
      securityEnabled: false,
      groupTypes: ['Unified'],
    });
    const devices = { membershipRule: 'device.displayName -eq "a"', groupId: unified };
    expect((await post(devices)).body.error.details[0].code).toBe('DEVICE_RULE_IN_M365_GROUP');
    expect((await server.get(`/muster/v1/previews/${nobody}`)).status).toBe(404);
    expect(await server.memory.stores.previews.list()).toEqual([]);
  });
});
