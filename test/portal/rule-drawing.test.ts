/** The builder and the text are one rule: drawing, changing and writing it back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRule } from '../../src/language/parse-rule.ts';
import {
  addTo,
  canMove,
  childrenOf,
  countConditions,
  moveBy,
  nodeAt,
  type Path,
  removeAt,
  replaceAt,
  toggleNot,
} from '../../src/portal/rule-model/drawing-paths.ts';
import { formatRule } from '../../src/portal/rule-model/format-rule.ts';
import { withDrawing, withText } from '../../src/portal/rule-model/synced-rule.ts';
import { fromNested } from '../../src/rules/from-nested.ts';
import type { NestedNode } from '../../src/rules/nested-builder.ts';
import { toNested } from '../../src/rules/to-nested.ts';
import { randomRule } from '../support/random-rules.ts';
import { withoutPlaces } from '../support/without-places.ts';

const RUNS = { numRuns: 2_000 };
const NEW_ROW: NestedNode = {
  kind: 'condition',
  property: 'user.city',
  operator: 'eq',
  value: { kind: 'text', text: 'Oslo' },
};

/** Every way from the root to a node. */
function pathsOf(node: NestedNode, path: Path = []): readonly Path[] {
  return [path, ...childrenOf(node).flatMap((child, index) => pathsOf(child, [...path, index]))];
}

function drawingOf(text: string): NestedNode {
  const { ast } = parseRule(text);
  if (ast === null) throw new Error(`not a rule: ${text}`);
  return toNested(ast);
}

describe('every rule that parses', () => {
  it('is drawn, and stays as it is written while the drawing is not changed', () => {
    fc.assert(
      fc.property(randomRule, ({ text }) => {
        const rule = withText(text);
        expect(rule.isDrawn).toBe(true);
        expect(withDrawing(rule, rule.root).text).toBe(text);
        const copied = structuredClone(rule.root);
        expect(drawingOf(withDrawing(rule, copied).text)).toEqual(rule.root);
      }),
      RUNS,
    );
  });

  it('means what its drawing shows after any change', () => {
    fc.assert(
      fc.property(randomRule, fc.nat(), fc.nat(4), ({ text }, where, what) => {
        const rule = withText(text);
        const paths = pathsOf(rule.root);
        const path = paths[where % paths.length] ?? [];
        const changed = [
          () => removeAt(rule.root, path),
          () => addTo(rule.root, path, NEW_ROW),
          () => toggleNot(rule.root, path),
          () => moveBy(rule.root, path, 1),
          () => replaceAt(rule.root, path, NEW_ROW),
        ][what]?.();
        const after = withDrawing(rule, changed ?? rule.root);
        const wanted = fromNested(after.root);
        expect(after.text === '' ? '' : fromNested(drawingOf(after.text))).toBe(wanted);
      }),
      RUNS,
    );
  });

  it('is formatted without a change of its tree', () => {
    fc.assert(
      fc.property(randomRule, ({ text }) => {
        const formatted = formatRule(text) ?? '';
        expect(withoutPlaces(parseRule(formatted).ast)).toEqual(withoutPlaces(parseRule(text).ast));
      }),
      RUNS,
    );
  });
});

describe('a change in the builder', () => {
  const text = `user.city  –eq 'Bonn' -or (user.mail -ne $null  and user.country -in ["DE", "AT"])`;

  it('leaves the words of the rest', () => {
    const rule = withText(text);
    expect(withDrawing(rule, replaceAt(rule.root, [1, 0], NEW_ROW)).text).toBe(
      `user.city  –eq 'Bonn' -or (user.city -eq "Oslo" -and user.country -in ["DE", "AT"])`,
    );
  });

  it('removes and moves conditions', () => {
    const rule = withText(text);
    expect(withDrawing(rule, removeAt(rule.root, [0])).text).toBe(
      `(user.mail -ne $null  and user.country -in ["DE", "AT"])`,
    );
    expect(withDrawing(rule, moveBy(rule.root, [0], 1)).text).toBe(
      `(user.mail -ne $null  and user.country -in ["DE", "AT"]) -or user.city  –eq 'Bonn'`,
    );
    expect(canMove(rule.root, [0], -1)).toBe(false);
    expect(canMove(rule.root, [1], 1)).toBe(false);
    expect(moveBy(rule.root, [1], 1)).toBe(rule.root);
  });

  it('puts parentheses around what a Not is set before', () => {
    const rule = withText('user.city -eq "a" -or user.city -eq "b" -and user.mail -ne null');
    expect(withDrawing(rule, toggleNot(rule.root, [1])).text).toBe(
      'user.city -eq "a" -or -not (user.city -eq "b" -and user.mail -ne null)',
    );
    const twice = toggleNot(toggleNot(rule.root, [1]), [1]);
    expect(withDrawing(rule, twice).text).toBe(
      'user.city -eq "a" -or user.city -eq "b" -and user.mail -ne null',
    );
  });

  it('adds to a group, and makes one of a single condition', () => {
    const rule = withText('user.city -eq "a"');
    const added = withDrawing(rule, addTo(rule.root, [], NEW_ROW));
    expect(added.text).toBe('user.city -eq "a" -and user.city -eq "Oslo"');
    expect(countConditions(added.root)).toBe(2);
    expect(withDrawing(added, addTo(added.root, [], NEW_ROW)).text).toBe(
      'user.city -eq "a" -and user.city -eq "Oslo" -and user.city -eq "Oslo"',
    );
  });

  it('keeps the body of a collection to itself', () => {
    const rule = withText('user.otherMails -any _ -eq "a" -or _ -eq "b"');
    const added = withDrawing(rule, addTo(rule.root, [], NEW_ROW));
    expect(added.text).toBe(
      'user.otherMails -any (_ -eq "a" -or _ -eq "b") -and user.city -eq "Oslo"',
    );
  });

  it('can take everything away', () => {
    const rule = withText('user.city -eq "a"');
    const emptied = withDrawing(rule, removeAt(rule.root, []));
    expect(emptied.text).toBe('');
    expect(withDrawing(emptied, addTo(emptied.root, [], NEW_ROW)).text).toBe(
      'user.city -eq "Oslo"',
    );
  });
});

describe('a text that cannot be read', () => {
  it('keeps the last good drawing', () => {
    const good = withText('user.city -eq "a"');
    const broken = withText('user.city -eq "a" -and', good);
    expect(broken.isDrawn).toBe(false);
    expect(broken.root).toBe(good.root);
    expect(nodeAt(withText('   ', broken).root, [0])).toBeUndefined();
    expect(formatRule('user.city -eq')).toBeNull();
  });
});
