import { describe, expect, test } from 'vitest';
import { applyPatch, inversePatch } from '../../src/directory/attributes.ts';
import {
  appendUndo,
  NO_HISTORY,
  type ObjectContent,
  UNDO_LIMIT,
  type Undo,
  variantsOf,
} from '../../src/directory/object-row.ts';

function row(changes: Partial<ObjectContent>): ObjectContent {
  const base = {
    ordinal: 0,
    id: 'u',
    kind: 'user' as const,
    created: '',
    attributes: {},
    assignedTo: {},
    history: NO_HISTORY,
  };
  return { ...base, deleted: null, undo: [], since: null, importId: null, ...changes };
}

describe('what an object may have been seen as', () => {
  test('overwrites are undone one on top of the other, never each alone', () => {
    // (a1, b1) -> a2 -> b2: no state (a1, b2) ever was, and a rule `a1 and b1` was true once.
    const undo: Undo = [{ attributes: { a: '1' } }, { attributes: { b: '1' } }];
    const variants = variantsOf(row({ attributes: { a: '2', b: '2' }, undo }));
    expect(variants.map(({ attributes }) => attributes)).toEqual([
      { a: '2', b: '2' },
      { a: '2', b: '1' },
      { a: '1', b: '1' },
    ]);
  });

  test('a new object did not exist before, a deleted one did', () => {
    const created = variantsOf(row({ undo: [{ attributes: {}, existed: false }] }));
    expect(created.map(({ exists }) => exists)).toEqual([true, false]);
    const deleted = variantsOf(
      row({ deleted: '2026-01-01T00:00:00Z', undo: [{ attributes: {}, existed: true }] }),
    );
    expect(deleted.map(({ exists }) => exists)).toEqual([false, true]);
  });

  test('past the limit everything is suspected', () => {
    let undo: Undo = [];
    for (let step = 0; step < UNDO_LIMIT; step++) undo = appendUndo(undo, { attributes: {} });
    expect(undo).toHaveLength(UNDO_LIMIT);
    expect(appendUndo(undo, { attributes: {} })).toBe('all');
    expect(appendUndo('all', { attributes: {} })).toBe('all');
  });

  test('an inverse patch leads back, also over absent attributes', () => {
    const before = { city: 'Bonn', plans: [{ id: 1 }] };
    const after = applyPatch(before, { city: null, plans: [{ id: 2 }], state: 'NRW' });
    expect(after).toEqual({ plans: [{ id: 2 }], state: 'NRW' });
    expect(applyPatch(after, inversePatch(before, after))).toEqual(before);
    expect(inversePatch(before, { plans: [{ id: 1 }], city: 'Bonn' })).toEqual({});
  });
});
