/** All groups paused at once, and resumed: five thousand of them. */
import { expect, test } from 'vitest';
import { pauseAll, resumeAll } from '../../src/membership/pause-all.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { seeded } from '../simulation/random.ts';
import { Directory } from '../support/directory.ts';
import { drawPerson, type Person, PLAIN_RULES, propertiesOf } from '../support/plain-people.ts';

const GROUPS = Number(process.env.MUSTER_GROUPS ?? 5_000);
const PEOPLE = 60;
const random = seeded(3);

test(`${GROUPS} groups are paused by one write, nothing is written to them after it, and resuming ends as the rules say`, async () => {
  const directory = new Directory();
  const people = new Map<string, Person>();
  for (let made = 0; made < PEOPLE; made++) {
    const person = drawPerson(random.below);
    people.set(await directory.user(attributesOf(person)), person);
  }
  const groups: string[] = [];
  for (let made = 0; made < GROUPS; made++)
    groups.push(await directory.group(PLAIN_RULES[made % PLAIN_RULES.length]?.rule ?? ''));
  await directory.work();
  await expectMembers(directory, groups, people);

  const before = new Map(people);
  const counts = await directory.counting(() =>
    pauseAll(directory.context, { reason: 'A merger.', exceptions: [] }),
  );
  const writes = Object.entries(counts).filter(([name]) => name.endsWith('.transact'));
  expect(writes).toEqual([['rules.transact', 1]]);

  const late = await directory.counting(async () => {
    for (const id of people.keys()) await change(directory, people, id);
    await directory.work();
  });
  expect(late['groups.transact'] ?? 0).toBe(0);
  await expectMembers(directory, groups, before);

  await resumeAll(directory.context);
  await directory.work();
  await expectMembers(directory, groups, people);
});

async function change(
  directory: Directory,
  people: Map<string, Person>,
  id: string,
): Promise<void> {
  const next = drawPerson(random.below);
  people.set(id, next);
  const patch = propertiesOf(next) as Parameters<typeof changeObject>[1]['patch'];
  await changeObject(directory.context, { kind: 'user', key: { name: 'id', value: id }, patch });
}

async function expectMembers(
  directory: Directory,
  groups: readonly string[],
  people: ReadonlyMap<string, Person>,
): Promise<void> {
  const ids = new Map<number, string>();
  for (const row of await directory.context.objects.readBlock(0)) ids.set(row.ordinal, row.id);
  const expected = PLAIN_RULES.map(({ belongs }) =>
    [...people].filter(([, person]) => belongs(person)).map(([id]) => id),
  );
  for (const [at, id] of groups.entries()) {
    const group = await directory.context.groups.read(id);
    const members = [...(group?.members.ordinals() ?? [])].map((ordinal) => ids.get(ordinal));
    expect(members, id).toEqual(expected[at % PLAIN_RULES.length]);
  }
}

function attributesOf(person: Person): Parameters<Directory['user']>[0] {
  const { costCenter } = person;
  const set = Object.entries(propertiesOf(person)).filter(([, value]) => value !== null);
  const attributes = Object.fromEntries(set) as Parameters<Directory['user']>[0];
  if (costCenter !== null) return attributes;
  const { onPremisesExtensionAttributes: _, ...rest } = attributes ?? {};
  return rest;
}
