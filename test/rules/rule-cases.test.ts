/** The behaviour tables of the language: every field of every case is compared. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RuleObject, RuleScope } from '../../src/directory/rule-object.ts';
import { fromBuilder, toBuilder } from '../../src/rules/builder.ts';
import { compileRule } from '../../src/rules/compile-rule.ts';
import { evaluate } from '../../src/rules/evaluate.ts';
import { explain } from '../../src/rules/explain.ts';
import { validateRule } from '../../src/rules/validate-rule.ts';

interface RuleCase {
  readonly id: string;
  readonly rule: string;
  readonly valid: boolean;
  readonly error?: string;
  readonly errors?: readonly string[];
  readonly positions?: readonly number[];
  readonly scope?: RuleScope;
  readonly now?: string;
  readonly suggestion?: string | null;
  readonly objects: readonly {
    readonly object: RuleObject;
    readonly expected: boolean;
    readonly details?: unknown;
  }[];
  readonly builder?: { readonly displayable: boolean; readonly rule?: string };
}

/** The cases that came with the specification, and one for every sentence of its sections 2 to 12. */
const SPECIFIED = casesIn('rule-cases.json');
const FURTHER = casesIn('more-rule-cases.json');
const CASES = [...SPECIFIED, ...FURTHER];

function casesIn(name: string): readonly RuleCase[] {
  return JSON.parse(readFileSync(new URL(`../cases/${name}`, import.meta.url), 'utf8'));
}

function check(ruleCase: RuleCase) {
  return validateRule(ruleCase.rule, ruleCase.scope ? { scope: ruleCase.scope } : {});
}

function accepted(ruleCase: RuleCase) {
  const result = check(ruleCase);
  if (!result.valid) throw new Error(JSON.stringify(result.errors));
  return result;
}

it('reads every case', () => {
  expect([SPECIFIED.length, FURTHER.length]).toEqual([120, 571]);
});

describe.each(CASES.filter(({ valid }) => !valid))('$id is refused', (ruleCase) => {
  it(`with ${ruleCase.error} and its positions`, () => {
    const result = check(ruleCase);
    const errors = result.valid ? [] : result.errors;
    expect({
      codes: errors.map(({ code }) => code),
      positions: errors.map(({ position }) => position),
    }).toEqual({
      codes: ruleCase.errors ?? [ruleCase.error],
      positions: ruleCase.positions,
    });
  });

  if (ruleCase.suggestion !== undefined)
    it(`suggesting ${ruleCase.suggestion}`, () => {
      const result = check(ruleCase);
      expect(result.valid ? null : (result.errors[0]?.suggestion ?? null)).toBe(
        ruleCase.suggestion,
      );
    });
});

describe.each(CASES.filter(({ valid }) => valid))('$id is accepted', (ruleCase) => {
  it('and decides its objects', () => {
    const result = accepted(ruleCase);
    const now = new Date(ruleCase.now ?? '2026-01-15T12:00:00Z');
    const rule = compileRule(result);
    expect(ruleCase.objects.map(({ object }) => rule.evaluate(object, now))).toEqual(
      ruleCase.objects.map(({ expected }) => expected),
    );
    expect(ruleCase.objects.map(({ object }) => evaluate(result.ast, object, { now }))).toEqual(
      ruleCase.objects.map(({ expected }) => expected),
    );
  });

  const explained = ruleCase.objects.filter(({ details }) => details !== undefined);
  it.each(explained)('and explains $object', ({ object, details }) => {
    const { ast } = accepted(ruleCase);
    const now = new Date(ruleCase.now ?? '2026-01-15T12:00:00Z');
    expect(explain(ast, ruleCase.rule, object, { now })).toEqual(details);
  });

  if (ruleCase.builder !== undefined)
    it('and looks right in the builder', () => {
      const { rule, ...view } = ruleCase.builder ?? { displayable: false };
      const shown = toBuilder(accepted(ruleCase).ast);
      expect(shown).toEqual(view);
      expect(shown.displayable ? fromBuilder(shown.rows) : undefined).toBe(rule);
    });
});
