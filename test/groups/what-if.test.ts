/** What-if against doing it: 15,000 rules, fifty random changes, each first asked about and then made. */
import { beforeAll, expect, it } from 'vitest';
import { whatIf } from '../../src/contract/explanation-type.ts';
import type { GroupMeta } from '../../src/directory/group-meta.ts';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import { ruleObjectOf } from '../../src/membership/object-change.ts';
import { projectRule } from '../../src/membership/project-rule.ts';
import { compileRule } from '../../src/rules/compile-rule.ts';
import { validateRule } from '../../src/rules/validate-rule.ts';
import { dynamic, TestServer } from '../operations/test-server.ts';
import { seeded } from '../simulation/random.ts';

const RULES = 15_000;
const MEMBER_OF_RULES = 450;
const USERS = 20;
const CASES = 50;

const random = seeded(20261121);
const server = new TestServer();
const { stores } = server.memory;
const users: { readonly id: string; readonly ordinal: number }[] = [];
/** Members of every group, as storage has them. */
const members = new Map<string, OrdinalSet>();
/** Groups that were written, and every other write, since they were last forgotten. */
const written = new Set<string>();
const writes: string[] = [];

server.memory.tables.hooks.before = ({ name, operation, partition }) => {
  if (operation === 'get' || operation === 'query') return;
  writes.push(`${name}.${operation}`);
  if (name === 'groups' && partition !== undefined) written.add(partition);
};

const department = () => `D${random.below(300)}`;
const city = () => `C${random.below(60)}`;
const title = () => `T${random.below(40)}`;

/** The attributes of somebody, some or all. */
function attributes(): Readonly<Record<string, unknown>> {
  return {
    department: random.chance(0.1) ? null : department(),
    city: city(),
    jobTitle: random.chance(0.2) ? null : `${title()} ${title()}`,
    accountEnabled: random.chance(0.7),
    employeeHireDate: `20${10 + random.below(20)}-01-01T00:00:00Z`,
    otherMails: random.chance(0.5) ? [] : [`a@${city()}.net`],
  };
}

function ruleText(): string {
  const boss = users[random.below(3)]?.id;
  const texts = [
    () => `user.department -eq "${department()}"`,
    () => `user.department -in ["${department()}","${department()}","${department()}"]`,
    () => `user.city -eq "${city()}" -and user.accountEnabled -eq true`,
    () => `user.jobTitle -contains "${title()} " -and -not (user.department -eq "${department()}")`,
    () =>
      `user.employeeHireDate -le "20${10 + random.below(20)}-06-01" -and user.city -eq "${city()}"`,
    () => `user.otherMails -any (_ -endsWith "@${city()}.net")`,
    () => `user.department -eq "${department()}" -or user.city -eq "${city()}"`,
  ];
  if (random.chance(0.002)) return `Direct Reports for "${boss}"`;
  return random.pick(texts)();
}

beforeAll(async () => {
  for (let made = 0; made < USERS; made++) {
    const id = await server.createUser({
      ...attributes(),
      userPrincipalName: `u${made}@contoso.com`,
    });
    users.push({ id, ordinal: (await stores.lookups.read('id', id))?.value ?? -1 });
  }
  const template = await server.createGroup(dynamic('user.department -eq "nobody"'));
  await server.settle();
  const first = (await stores.groups.readMeta(template))?.value;
  if (first === undefined) throw new Error('No group was made.');
  const ordinals = await stores.ordinals.reserve('group', RULES);
  const plain: string[] = [];
  for (const [at, ordinal] of ordinals.entries()) {
    const isFollowing = at >= RULES - MEMBER_OF_RULES;
    const sources = isFollowing ? [random.pick(plain), random.pick(plain)] : [];
    const rule = isFollowing
      ? `user.memberOf -any (group.objectId -in ["${sources.join('","')}"])`
      : ruleText();
    const id = `00000000-0000-4000-9000-${String(at).padStart(12, '0')}`;
    if (!isFollowing) plain.push(id);
    await insert(
      { ...first, id, ordinal, rule, membersRule: rule },
      await membersOf(rule, sources),
    );
  }
  await server.settle();
}, 240_000);

/** Every fiftieth is paused. */
async function insert(meta: GroupMeta, all: OrdinalSet): Promise<void> {
  const state = (meta.ordinal ?? 0) % 50 === 0 ? 'Paused' : 'On';
  await stores.groups.insert({ ...meta, state, count: all.size }, { members: all });
  await projectRule(stores, meta.id);
  members.set(meta.id, all);
}

async function membersOf(rule: string, sources: readonly string[]): Promise<OrdinalSet> {
  const all = new OrdinalSet();
  for (const source of sources) all.addAll(members.get(source) ?? new OrdinalSet());
  if (sources.length > 0) return all;
  const validation = validateRule(rule);
  if (!validation.valid) throw new Error(rule);
  const compiled = compileRule(validation);
  for (const { ordinal } of users) {
    const row = await stores.objects.read(ordinal);
    const object = row === null ? null : ruleObjectOf(row);
    if (object !== null && compiled.evaluate(object, new Date('2026-11-21T12:00:00Z')))
      all.add(ordinal);
  }
  return all;
}

/** The groups that the user has come into and left since they were last compared. */
async function changesOf(ordinal: number) {
  const [joins, leaves]: [string[], string[]] = [[], []];
  for (const id of written) {
    const now = (await stores.groups.read(id))?.members ?? new OrdinalSet();
    const [was, is] = [members.get(id)?.has(ordinal) ?? false, now.has(ordinal)];
    if (is && !was) joins.push(id);
    if (was && !is) leaves.push(id);
    members.set(id, now);
  }
  return { joins: joins.sort(), leaves: leaves.sort() };
}

const idsOf = (groups: readonly { readonly id: string }[]) => groups.map(({ id }) => id).sort();

it(`what it says of ${RULES} rules is what then happens, and it writes nothing`, async () => {
  const seen = { joins: 0, leaves: 0, withheld: 0, following: 0, reports: 0 };
  for (let made = 0; made < CASES; made++) {
    const user = random.pick(users);
    const manager = made % 10 === 0 ? (users[random.below(3)]?.id ?? null) : undefined;
    const all = Object.entries(attributes());
    const patch = Object.fromEntries(all.filter(() => random.chance(0.5)));
    const reference = `https://graph.microsoft.com/v1.0/users/${manager}`;
    const asked = manager === undefined ? patch : { 'manager@odata.bind': reference };
    written.clear();
    writes.length = 0;
    const reply = await server.post(`/muster/v1/users/${user.id}/whatIf`, asked);
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    expect(writes).toEqual([]);
    const told = whatIf.parse(reply.body);
    if (manager === undefined) await server.patch(`/v1.0/users/${user.id}`, patch);
    else
      await server.send('PUT', `/v1.0/users/${user.id}/manager/$ref`, { '@odata.id': reference });
    await server.settle();
    const happened = await changesOf(user.ordinal);
    expect({ joins: idsOf(told.joins), leaves: idsOf(told.leaves) }).toEqual(happened);
    seen.joins += told.joins.length;
    seen.leaves += told.leaves.length;
    seen.withheld += told.withheld.length;
    seen.following += told.joins.filter(({ text }) => text.includes('follows')).length;
    seen.reports += told.joins.filter(({ text }) => text.includes('manager')).length;
  }
  expect(seen.joins).toBeGreaterThan(500);
  expect(seen.leaves).toBeGreaterThan(500);
  expect(seen.withheld).toBeGreaterThan(10);
  expect(seen.following).toBeGreaterThan(10);
  expect(seen.reports).toBeGreaterThan(5);
}, 240_000);
