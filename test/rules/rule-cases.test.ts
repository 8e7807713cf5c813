/** The shared behaviour table of the language: verdicts, codes, positions and objects of every case. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RuleObject, RuleScope } from '../../src/directory/rule-object.ts';
import { compileRule } from '../../src/rules/compile-rule.ts';
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
  readonly objects: readonly { readonly object: RuleObject; readonly expected: boolean }[];
}

const CASES: readonly RuleCase[] = JSON.parse(
  readFileSync(new URL('../cases/rule-cases.json', import.meta.url), 'utf8'),
);

function check(ruleCase: RuleCase) {
  return validateRule(ruleCase.rule, ruleCase.scope ? { scope: ruleCase.scope } : {});
}

it('reads all 120 cases', () => {
  expect(CASES).toHaveLength(120);
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
});

describe.each(CASES.filter(({ valid }) => valid))('$id is accepted', (ruleCase) => {
  it('and decides its objects', () => {
    const result = check(ruleCase);
    if (!result.valid) throw new Error(JSON.stringify(result.errors));
    const now = new Date(ruleCase.now ?? '2026-01-15T12:00:00Z');
    const rule = compileRule(result);
    expect(ruleCase.objects.map(({ object }) => rule.evaluate(object, now))).toEqual(
      ruleCase.objects.map(({ expected }) => expected),
    );
  });
});
