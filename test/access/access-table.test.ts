import { expect, test } from 'vitest';
import { ACCESS_TABLE } from '../../src/access/access-table.ts';
import { OPERATIONS } from '../../src/operations/table.ts';

test('every operation has a row, and no row is left of one that is gone', () => {
  expect(Object.keys(ACCESS_TABLE).sort()).toEqual(OPERATIONS.map(({ name }) => name).sort());
});
