import { beforeEach, expect, test } from 'vitest';
import { changeGroup } from '../../src/groups/change-group.ts';
import { createGroup } from '../../src/groups/create-group.ts';
import { RequestError } from '../../src/util/errors.ts';
import { Directory, draft } from '../support/directory.ts';

let directory: Directory;

beforeEach(() => {
  directory = new Directory();
});

async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof RequestError)) throw new Error(`Not refused: ${String(error)}`);
  expect(error.status).toBe(400);
  return error.details?.[0]?.code;
}

const naming = (id: string) => `user.memberOf -any (group.objectId -in ["${id}"])`;

test('a tenant has at most 15,000 dynamic groups', async () => {
  const { context } = directory;
  const row = {
    kind: 'dynamic',
    rule: 'user.city -eq "Bonn"',
    state: 'On',
    edit: 1,
    ver: 1,
    membersVer: 1,
    deleted: false,
  } as const;
  for (let made = 0; made < 15_000; made++) {
    const { epoch } = await context.rules.readRow('any');
    await context.rules.write({ ...row, groupId: directory.guid() }, epoch);
  }
  expect(await codeOf(directory.group('user.city -eq "Bonn"'))).toBe('DYNAMIC_GROUP_LIMIT');
  const assigned = await directory.group(null);
  const become = { kind: 'dynamic', rule: 'user.city -eq "Bonn"' } as const;
  expect(await codeOf(changeGroup(context, assigned, become))).toBe('DYNAMIC_GROUP_LIMIT');
}, 60_000);

test('a Microsoft 365 group takes no rule on devices, and no devices or groups by hand', async () => {
  const unified = { unified: true, mailEnabled: true };
  expect(await codeOf(directory.group('device.deviceModel -eq "A"', unified))).toBe(
    'DEVICE_RULE_IN_M365_GROUP',
  );
  const group = await directory.group(null, unified);
  const other = await directory.group(null);
  await expect(
    changeGroup(directory.context, group, { addMembers: [other] }),
  ).rejects.toMatchObject({ status: 400 });
});

test('a rule of 3,072 characters is taken, one more is not', async () => {
  const rule = (length: number) => `user.city -eq "${'x'.repeat(length - 16)}"`;
  expect(rule(3_072)).toHaveLength(3_072);
  await directory.group(rule(3_072));
  expect(await codeOf(directory.group(rule(3_073)))).toBe('RULE_TOO_LONG');
});

test('groups that follow others cannot be followed, whichever is saved first', async () => {
  const source = await directory.group(null);
  const follower = await directory.group(naming(source));
  await directory.work();
  expect(await codeOf(directory.group(naming(follower)))).toBe('MEMBEROF_SOURCE_IS_MEMBEROF');
  const third = await directory.group(null);
  expect(
    await codeOf(changeGroup(directory.context, source, { kind: 'dynamic', rule: naming(third) })),
  ).toBe('MEMBEROF_SOURCE_IS_MEMBEROF');
});

test('the nickname of a Microsoft 365 group is its own until the group is gone', async () => {
  const unified = { unified: true, mailEnabled: true, mailNickname: 'team' };
  const create = () => createGroup(directory.context, draft(null, unified));
  await create();
  const writes = await directory.counting(() => expect(create()).rejects.toThrow('mailNickname'));
  expect(writes).not.toHaveProperty(['objects.transact']);
});

test('of several who want one nickname at the same time one gets it', async () => {
  const unified = { unified: true, mailEnabled: true, mailNickname: 'team' };
  const create = () => createGroup(directory.context, draft(null, unified));
  const outcomes = await Promise.allSettled([create(), create(), create()]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('of a creation and a renaming at the same time one gets the nickname', async () => {
  const unified = (mailNickname: string) => ({ unified: true, mailEnabled: true, mailNickname });
  const create = (nickname: string) =>
    createGroup(directory.context, draft(null, unified(nickname)));
  for (let round = 0; round < 5; round++) {
    const wanted = `wanted${round}`;
    const groups = [await create(`one${round}`), await create(`two${round}`)];
    const changes = groups.map(({ value }) =>
      changeGroup(directory.context, value.id, { resource: { mailNickname: wanted } }),
    );
    const outcomes = await Promise.allSettled([...changes, create(wanted)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  }
});
