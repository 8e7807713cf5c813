import { beforeEach, expect, test } from 'vitest';
import { errorMessageOf, statusOf } from '../../src/directory/group-meta.ts';
import {
  createApplication,
  createExtensionProperty,
  deleteExtensionProperty,
} from '../../src/objects/applications.ts';
import type { Application, ExtensionProperty } from '../../src/ports/application-ports.ts';
import { Directory } from '../support/directory.ts';

let directory: Directory;
let application: Application;

beforeEach(async () => {
  directory = new Directory();
  application = await createApplication(directory.context, { displayName: 'HR' });
});

function register(name: string): Promise<ExtensionProperty> {
  const draft = { name, dataType: 'String', isMultiValued: false, targetObjects: ['User'] };
  return createExtensionProperty(directory.context, application, draft);
}

async function metaOf(group: string) {
  const stored = await directory.context.groups.readMeta(group);
  if (stored === null) throw new Error('no such group');
  return stored.value;
}

test('a property deleted while the rule that names it is being saved fails the group all the same', async () => {
  const property = await register('team');
  let deleted = false;
  directory.hooks.before = async (call) => {
    if (call.name !== 'groups' || call.operation !== 'transact' || deleted) return;
    deleted = true;
    await directory.context.applications.removeExtension(property);
  };
  const group = await directory.group(`user.${property.name} -eq "Blue"`);
  expect(deleted).toBe(true);
  expect(errorMessageOf(await metaOf(group))).toContain(property.name);
});

test('a group that names two missing properties is well only when both are back', async () => {
  const team = await register('team');
  const place = await register('place');
  const group = await directory.group(
    `user.${team.name} -eq "Blue" -or user.${place.name} -eq "Bonn"`,
  );
  const user = await directory.user({ [place.name]: 'Bonn' });
  await directory.work();
  await deleteExtensionProperty(directory.context, application, team.id);
  await deleteExtensionProperty(directory.context, application, place.id);
  expect(statusOf(await metaOf(group))).toBe('Failed');
  await register('team');
  expect(statusOf(await metaOf(group))).toBe('Failed');
  expect(errorMessageOf(await metaOf(group))).toContain('_place');
  await register('place');
  await directory.work();
  expect(statusOf(await metaOf(group))).toBe('Succeeded');
  expect(await directory.members(group)).toEqual([user]);
});
