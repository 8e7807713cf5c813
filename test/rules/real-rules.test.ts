/**
 * Rules that people published, where a collection of them lies beside the checkout (../shared/real-rules.json). They are not
 * ours to keep here; without them this file says that it was skipped.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseRule } from '../../src/language/parse-rule.ts';
import { printRule } from '../../src/language/print-rule.ts';
import { fromNested } from '../../src/rules/from-nested.ts';
import { toNested } from '../../src/rules/to-nested.ts';
import { validateRule } from '../../src/rules/validate-rule.ts';
import { withoutPlaces } from '../support/without-places.ts';

interface RealRule {
  readonly id: string;
  readonly rule: string;
  readonly valid: boolean | 'unsure';
  readonly fails?: string;
}

const FILE = new URL('../../../shared/real-rules.json', import.meta.url);
const RULES: readonly RealRule[] = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : [];

if (RULES.length === 0) {
  console.warn('SKIPPED: test/rules/real-rules.test.ts found no ../shared/real-rules.json.');
}

const SYNTAX_ONLY = ['UNSUPPORTED_PROPERTY', 'MEMBEROF_COMBINED'];

describe.skipIf(RULES.length === 0)('rules that people published', () => {
  const valid = RULES.filter((real) => real.valid === true);
  const invalid = RULES.filter((real) => real.valid === false);

  it.each(valid)('$id is valid and prints back as it reads', ({ rule }) => {
    const result = validateRule(rule);
    if (!result.valid) throw new Error(JSON.stringify(result.errors));
    const printed = parseRule(printRule(result.ast)).ast;
    expect(withoutPlaces(printed)).toEqual(withoutPlaces(result.ast));
    const drawing = toNested(result.ast);
    const written = parseRule(fromNested(drawing)).ast;
    expect(written && toNested(written)).toEqual(drawing);
  });

  it.each(invalid)('$id is refused for its $fails', ({ rule, fails }) => {
    const result = validateRule(rule);
    const codes = result.valid ? [] : result.errors.map(({ code }) => code);
    expect(codes).not.toEqual([]);
    if (fails === 'property') expect(new Set(codes)).toEqual(new Set(['UNSUPPORTED_PROPERTY']));
    if (fails === 'syntax') expect(SYNTAX_ONLY).not.toContain(codes[0]);
    if (fails === 'combination') expect(codes).toEqual(['MEMBEROF_COMBINED']);
  });
});

if (RULES.length === 0)
  it('no collection of published rules lies beside the checkout', () => {
    expect(RULES).toEqual([]);
  });
