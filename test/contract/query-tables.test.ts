import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DEVICE_QUERIES } from '../../src/contract/device-queries.ts';
import { DEVICE } from '../../src/contract/device-type.ts';
import { GROUP_QUERIES } from '../../src/contract/group-queries.ts';
import { GROUP } from '../../src/contract/group-type.ts';
import { USER_QUERIES } from '../../src/contract/user-queries.ts';
import { USER } from '../../src/contract/user-type.ts';
import { renderTables } from './query-tables.ts';

const DOCUMENT = join(import.meta.dirname, '../../docs/queries.md');

/** `npx vitest run test/contract/query-tables.test.ts --update` writes the tables anew. */
it('docs/queries.md says what is supported', async () => {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [before, rest = ''] = text.split('<!-- properties -->');
  const after = rest.split('<!-- end -->')[1];
  const whole = `${before}<!-- properties -->\n${renderTables()}\n<!-- end -->${after}`;
  await expect(whole).toMatchFileSnapshot(DOCUMENT);
});

it.each([
  ['groups', GROUP, GROUP_QUERIES],
  ['users', USER, USER_QUERIES],
  ['devices', DEVICE, DEVICE_QUERIES],
])('what can be asked of %s is a property with those parts', (_list, resource, traits) => {
  const properties = new Map(resource.properties.map((property) => [property.name, property]));
  for (const name of [...Object.keys(traits.orderBy), ...traits.searchedByWords])
    expect([...properties.keys()]).toContain(name);
  for (const [name, filtering] of Object.entries(traits.filter)) {
    const type = properties.get(name)?.type;
    expect(type, name).toBeDefined();
    const isList = Array.isArray(type?.empty);
    expect(isList, name).toBe(filtering.shape === 'list' || filtering.shape === 'items');
    if ('parts' in filtering && type?.parts !== undefined)
      expect(type.parts, name).toEqual(expect.arrayContaining(Object.keys(filtering.parts)));
    if (filtering.shape === 'complex') expect(type?.parts, name).toBeDefined();
  }
});
