import { expect, test } from 'vitest';
import { notPlantable, plant } from './planted-bugs/run.mjs';

/** Three that are found within seconds; all of them in test/long. */
const FAST = [
  'settled before groups are written',
  'ETag ignored in settle',
  'ranges missing accepted',
] as const;

test('every bug of the list can still be planted', () => {
  expect(notPlantable()).toEqual([]);
});

test('bugs planted in a copy of the engine are found', () => {
  expect(plant(FAST)).toEqual([]);
}, 120_000);
