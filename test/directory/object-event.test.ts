import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Attributes } from '../../src/directory/attributes.ts';
import { objectEventBetween } from '../../src/directory/object-event.ts';
import { SYSTEM } from '../../src/directory/origin.ts';
import { applyChanges } from '../support/replay-events.ts';

const about = { time: '2026-11-21T12:00:00.000Z', by: SYSTEM };

const state = (attributes: Attributes, deleted: string | null = null) => ({
  attributes,
  deleted,
  history: { changes: 4, settled: 4 },
});

const value = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.boolean(),
  fc.array(fc.string()),
  fc.dictionary(fc.constantFrom('extensionAttribute1', 'extensionAttribute2'), fc.string(), {
    minKeys: 1,
  }),
);
const attributes = fc.dictionary(fc.constantFrom('department', 'city', 'own'), value);

describe('an event of an object', () => {
  test('says all that differs between before and after', () => {
    fc.assert(
      fc.property(attributes, attributes, (before, after) => {
        const { changes } = objectEventBetween(state(before), state(after), about);
        expect(applyChanges(before, changes)).toEqual({ ...after });
      }),
    );
  });

  test('names the parts of a complex value one by one', () => {
    const before = { onPremisesExtensionAttributes: { extensionAttribute1: 'a', x: 'same' } };
    const after = { onPremisesExtensionAttributes: { extensionAttribute1: 'b', x: 'same' } };
    expect(objectEventBetween(state(before), state(after), about)).toEqual({
      number: 5,
      kind: 'changed',
      ...about,
      changes: [{ name: 'onPremisesExtensionAttributes.extensionAttribute1', old: 'a', new: 'b' }],
    });
  });

  test.each([
    [null, state({}), 'created'],
    [state({ manager: 'a' }), state({ manager: 'b' }), 'managerChanged'],
    [state({ manager: 'a' }), state({ manager: 'b', city: 'X' }), 'changed'],
    [state({}), state({}, about.time), 'deleted'],
    [state({}, about.time), state({}), 'restored'],
  ])('is of the kind that %o and %o make it', (before, after, kind) => {
    expect(objectEventBetween(before, after, about).kind).toBe(kind);
  });

  test('keeps the beginning of a long value, and says so', () => {
    const long = 'ж'.repeat(2_000);
    const { changes } = objectEventBetween(state({ a: 'x' }), state({ a: long }), about);
    expect(changes).toEqual([
      { name: 'a', old: 'x', new: expect.stringMatching(/^"ж{999}…$/), cut: ['new'] },
    ]);
  });
});
