import { beforeEach, expect, test } from 'vitest';
import { changeObject } from '../../src/objects/change-object.ts';
import { createObject } from '../../src/objects/create-object.ts';
import { deleteObject } from '../../src/objects/delete-object.ts';
import { findObject } from '../../src/objects/find-object.ts';
import { Directory } from '../support/directory.ts';

let directory: Directory;

beforeEach(() => {
  directory = new Directory();
});

const named = (value: string) => ({ name: 'userPrincipalName', value }) as const;
const create = (userPrincipalName: string) =>
  createObject(directory.context, { kind: 'user', attributes: { userPrincipalName } });

test('a user principal name belongs to one user, whatever its letter case', async () => {
  await create('ada@contoso.com');
  await expect(create('ADA@contoso.com')).rejects.toMatchObject({ status: 400 });
  expect(
    (await findObject(directory.context, 'user', named('Ada@Contoso.com'))).attributes
      .userPrincipalName,
  ).toBe('ada@contoso.com');
});

test('of two who want a name at the same time one gets it', async () => {
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => create('ada@contoso.com')));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('renaming frees the old name, deleting frees the name', async () => {
  const { id } = await create('ada@contoso.com');
  const key = { name: 'id', value: id } as const;
  await changeObject(directory.context, {
    kind: 'user',
    key,
    patch: { userPrincipalName: 'grace@contoso.com' },
  });
  await create('ada@contoso.com');
  await expect(create('grace@contoso.com')).rejects.toMatchObject({ status: 400 });
  await deleteObject(directory.context, 'user', key);
  await create('grace@contoso.com');
});

test("a name that its owner takes back while it is being freed stays the owner's", async () => {
  const { id } = await create('ada@contoso.com');
  const key = { name: 'id', value: id } as const;
  const rename = (userPrincipalName: string) =>
    changeObject(directory.context, { kind: 'user', key, patch: { userPrincipalName } });
  let isBack = false;
  directory.hooks.before = async (call) => {
    const isFreeing = call.name === 'lookup' && call.actions?.some(({ kind }) => kind === 'delete');
    if (!isFreeing || isBack) return;
    isBack = true;
    await rename('ada@contoso.com');
  };
  await rename('grace@contoso.com');
  expect(isBack).toBe(true);
  expect((await findObject(directory.context, 'user', named('ada@contoso.com'))).id).toBe(id);
  await expect(create('ada@contoso.com')).rejects.toMatchObject({ status: 400 });
});

test('a name whose owner died before the object was written goes to the next who wants it', async () => {
  let failed = false;
  directory.hooks.before = (call) => {
    if (call.name !== 'objects' || call.operation !== 'transact' || failed) return;
    failed = true;
    throw new Error('killed');
  };
  await expect(create('ada@contoso.com')).rejects.toThrow('killed');
  const { id } = await create('ada@contoso.com');
  expect((await findObject(directory.context, 'user', named('ada@contoso.com'))).id).toBe(id);
});

test('an insert whose answer was lost is made once', async () => {
  let lost = false;
  const { objects } = directory.context;
  const insert: typeof objects.insert = async (content) => {
    const etag = await objects.insert(content);
    if (lost) return etag;
    lost = true;
    return null;
  };
  const context = { ...directory.context, objects: { ...objects, insert } };
  const draft = { kind: 'user', attributes: { userPrincipalName: 'ada@contoso.com' } } as const;
  const { id } = await createObject(context, draft);
  expect((await findObject(directory.context, 'user', named('ada@contoso.com'))).id).toBe(id);
});
