/** Why somebody is in a group or not, since when, and what would have to be otherwise: over the whole program. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type Caller, LOCAL_ADMINISTRATOR } from '../../src/access/caller.ts';
import { explanation } from '../../src/contract/explanation-type.ts';
import { dynamic, TestServer } from './test-server.ts';

let caller: Caller;
let server: TestServer;

beforeEach(() => {
  caller = LOCAL_ADMINISTRATOR;
  server = new TestServer(undefined, undefined, async () => caller);
});

/** From here on somebody asks who reads, and no more. */
function reads(...permissions: readonly string[]): void {
  caller = { ...LOCAL_ADMINISTRATOR, permissions, directoryRoles: [] };
}

const SALES = 'user.department -eq "Sales"';
const NOBODY = '00000000-0000-4000-8000-000000000000';

async function explain(
  group: string | null,
  memberIds: readonly string[],
  more: { readonly membershipRule?: string; readonly headers?: Record<string, string> } = {},
) {
  const { headers = {}, ...rule } = more;
  const path = group === null ? '/muster/v1/explain' : `/muster/v1/groups/${group}/explain`;
  const reply = await server.send('POST', path, { memberIds, ...rule }, headers);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return explanation.parse(reply.body).value;
}

async function explainOne(group: string, member: string, more = {}) {
  const [only] = await explain(group, [member], more);
  if (only === undefined) throw new Error('Nothing was answered.');
  return only;
}

describe('the explanation of a membership', () => {
  it('has the rule with its verdicts, the event in one sentence, and the smallest change', async () => {
    const group = await server.createGroup(dynamic(`${SALES} -and user.accountEnabled -eq true`));
    const user = await server.createUser({ department: 'Legal' });
    await server.settle();
    server.minutes = 10;
    await server.patch(`/v1.0/users/${user}`, { department: 'Sales' });
    server.minutes = 11;
    await server.settle();
    expect(await explainOne(group, user)).toMatchObject({
      id: user,
      '@odata.type': '#microsoft.graph.user',
      isMember: true,
      verdict: 'in',
      expression: {
        verdict: true,
        children: [
          { text: SALES, verdict: true, property: 'department', actual: 'Sales', children: [] },
          { text: 'user.accountEnabled -eq true', verdict: true, actual: 'true' },
        ],
      },
      event: {
        dateTime: '2026-11-21T12:11:00.000Z',
        change: 'added',
        cause: { kind: 'propertiesChanged' },
        ruleVersion: 1,
        text: 'Joined at 2026-11-21 12:11:00 UTC because department changed Legal → Sales at 2026-11-21 12:10:00 UTC, rule version 1.',
      },
      smallestChange: [{ property: 'department', from: 'Sales', to: null }],
      isSmallest: true,
      noChangeReason: null,
      standing: 'agrees',
      message: 'The membership is what the rule says.',
    });
  });

  it('is told in the language that is asked for', async () => {
    const group = await server.createGroup(dynamic(SALES));
    const user = await server.createUser({ department: 'Sales' });
    await server.settle();
    const texts = await Promise.all(
      ['pt-PT', 'ru'].map(async (language) => {
        const headers = { 'accept-language': language };
        const { event, message } = await explainOne(group, user, { headers });
        return [event?.text, message];
      }),
    );
    expect(texts[0]?.[0]).toContain('Entrou em 2026-11-21 12:00:00 UTC porque');
    expect(texts[0]?.[1]).toBe('A associação é o que a regra diz.');
    expect(texts[1]?.[0]).toContain('версия правила 1');
    expect(texts[1]?.[1]).toBe('Участие соответствует правилу.');
  });

  it('says what keeps the membership from being what the rule says', async () => {
    const group = await server.createGroup(dynamic(SALES));
    const user = await server.createUser();
    await server.settle();
    const state = async () => {
      const { isMember, verdict, standing } = await explainOne(group, user);
      return { isMember, verdict, standing };
    };
    expect(await state()).toEqual({ isMember: false, verdict: 'notIn', standing: 'agrees' });
    await server.patch(`/v1.0/users/${user}`, { department: 'Sales' });
    expect(await state()).toEqual({ isMember: false, verdict: 'in', standing: 'pending' });
    await server.settle();
    expect(await state()).toEqual({ isMember: true, verdict: 'in', standing: 'agrees' });
    await server.patch(`/muster/v1/groups/${group}`, {
      guard: { removals: { count: 0 } },
    });
    await server.patch(`/v1.0/groups/${group}`, { membershipRule: 'user.city -eq "Bonn"' });
    expect(await state()).toEqual({ isMember: true, verdict: 'notIn', standing: 'waiting' });
    await server.settle();
    expect(await state()).toEqual({ isMember: true, verdict: 'notIn', standing: 'held' });
    await server.patch(`/v1.0/groups/${group}`, { membershipRuleProcessingState: 'Paused' });
    expect(await state()).toEqual({ isMember: true, verdict: 'notIn', standing: 'paused' });
  });

  it('tells of assigned groups, of groups that follow others, of devices, and of who is gone or never was', async () => {
    const user = await server.createUser({ department: 'Sales' });
    const gone = await server.createUser({ department: 'Sales' });
    const byHand = await server.createGroup();
    const reference = (id: string) => ({ '@odata.id': `http://localhost/v1.0/users/${id}` });
    await server.post(`/v1.0/groups/${byHand}/members/$ref`, reference(user));
    const follower = await server.createGroup(
      dynamic(`user.memberOf -any (group.objectId -in ["${byHand}"])`),
    );
    const sales = await server.createGroup(dynamic(SALES));
    await server.settle();
    await server.delete(`/v1.0/users/${gone}`);
    await server.settle();
    expect(await explainOne(byHand, user)).toMatchObject({
      isMember: true,
      verdict: 'unknown',
      expression: null,
      event: { cause: { kind: 'hand' } },
      noChangeReason: 'noRule',
      standing: 'assigned',
    });
    expect(await explainOne(follower, user)).toMatchObject({
      verdict: 'in',
      expression: { actual: JSON.stringify([byHand]) },
      smallestChange: [{ property: 'memberOf', from: [byHand], to: null }],
    });
    const [deleted, nobody] = await explain(sales, [gone, NOBODY]);
    expect(deleted).toMatchObject({
      isMember: false,
      event: { change: 'removed', cause: { kind: 'objectDeleted' } },
    });
    expect(nobody).toMatchObject({ '@odata.type': null, standing: 'unknownObject' });
  });

  it('explains a rule that is not saved, of a group or of none', async () => {
    const group = await server.createGroup(dynamic(SALES));
    const user = await server.createUser({ department: 'Legal' });
    await server.settle();
    const membershipRule = 'user.department -in ["Legal", "Sales"]';
    expect(await explainOne(group, user, { membershipRule })).toMatchObject({
      isMember: false,
      verdict: 'in',
      standing: 'unsavedRule',
    });
    const [alone] = await explain(null, [user], { membershipRule });
    expect(alone).toMatchObject({ isMember: null, verdict: 'in', event: null });
  });

  it('of 1,000 objects takes few requests to storage', async () => {
    const group = await server.createGroup(dynamic(SALES));
    const ids: string[] = [];
    for (let made = 0; made < 300; made++)
      ids.push(await server.createUser({ department: made % 2 === 0 ? 'Sales' : 'Legal' }));
    await server.settle();
    const before = server.memory.tables.requestCount();
    const answered = await explain(group, ids);
    expect(answered.filter(({ isMember }) => isMember)).toHaveLength(150);
    expect(answered.every(({ standing }) => standing === 'agrees')).toBe(true);
    // One an object that came or went: its events.
    expect(server.memory.tables.requestCount() - before).toBeLessThan(150 + 60);
  });
});

describe('what a caller may not read', () => {
  it('is not told, nor what gives it away', async () => {
    const group = await server.createGroup(dynamic(`${SALES} -or user.surname -eq "Doe"`));
    const user = await server.createUser({ department: 'Legal', surname: 'Roe' });
    await server.settle();
    await server.patch(`/v1.0/users/${user}`, { department: 'Sales' });
    await server.settle();
    reads('GroupMember.Read.All', 'User.ReadBasic.All');
    const told = await explainOne(group, user);
    expect(JSON.stringify(told)).not.toContain('Legal');
    expect(told).toMatchObject({
      isMember: true,
      verdict: 'unknown',
      expression: {
        verdict: null,
        children: [
          { property: 'department', verdict: null, actual: null, hidden: true },
          { property: 'surname', verdict: false, actual: 'Roe' },
        ],
      },
      smallestChange: null,
      noChangeReason: 'hidden',
    });
    // The caller cannot ask by a rule of his own either.
    const [asked] = await explain(null, [user], { membershipRule: SALES });
    expect(asked?.verdict).toBe('unknown');
  });

  it('members of a group that hides them are not told', async () => {
    const hidden = await server.createGroup({
      ...dynamic(SALES),
      groupTypes: ['Unified', 'DynamicMembership'],
      mailEnabled: true,
      securityEnabled: false,
      visibility: 'HiddenMembership',
    });
    const follower = await server.createGroup(
      dynamic(`user.memberOf -any (group.objectId -in ["${hidden}"])`),
    );
    const user = await server.createUser({ department: 'Sales' });
    await server.settle();
    reads('GroupMember.Read.All', 'User.Read.All');
    const reply = await server.post(`/muster/v1/groups/${hidden}/explain`, { memberIds: [user] });
    expect(reply.status).toBe(403);
    const told = await explainOne(follower, user);
    expect(told).toMatchObject({ verdict: 'unknown', smallestChange: null });
    expect(told.expression).toMatchObject({ actual: null, hidden: true });
  });
});

describe('a request that cannot be served', () => {
  it.each([
    [{}, 'memberIds'],
    [{ memberIds: [] }, 'memberIds'],
    [{ memberIds: ['x'] }, 'memberIds'],
    [{ memberIds: Array.from({ length: 1_001 }, () => NOBODY) }, 'memberIds'],
    [{ memberIds: [NOBODY], rule: 'x' }, 'rule'],
    [{ memberIds: [NOBODY], membershipRule: 'user.departmnt -eq "Sales"' }, 'departmnt'],
  ])('is refused: %j', async (body, named) => {
    const group = await server.createGroup(dynamic(SALES));
    const reply = await server.post(`/muster/v1/groups/${group}/explain`, body);
    expect(reply.status).toBe(400);
    expect(JSON.stringify(reply.body)).toContain(named);
  });

  it('names a group that there is none of', async () => {
    const reply = await server.post(`/muster/v1/groups/${NOBODY}/explain`, { memberIds: [NOBODY] });
    expect(reply.status).toBe(404);
  });
});
