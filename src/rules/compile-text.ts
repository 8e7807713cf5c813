/** Tests of one text against a constant, built once; all ignore letter case (rules-spec.md 7.1). */
import type { Comparison, Value } from '../language/ast.ts';
import { comparisonRule } from './operators.ts';
import { compilePattern } from './pattern.ts';

/** Whether a text, null where there is none, passes. */
export type TextTest = (text: string | null) => boolean;

/** The test of a comparison whose left side is text; negated operators are the exact complement, null included (D9). */
export function compileTextTest({ operator, value }: Comparison): TextTest {
  const { basic, negated } = comparisonRule(operator.name);
  if (value.kind === 'null') return negated ? (text) => text !== null : (text) => text === null;
  const passes = positiveTest(basic, value);
  return negated
    ? (text) => text === null || !passes(text)
    : (text) => text !== null && passes(text);
}

/** The test a comparison makes of a text that is there, before negation. */
export function positiveTest(
  basic: ReturnType<typeof comparisonRule>['basic'],
  value: Value,
): (text: string) => boolean {
  const wanted = textOf(value).toLowerCase();
  switch (basic) {
    case 'eq':
      return (text) => text.toLowerCase() === wanted;
    case 'startsWith':
      return (text) => text.toLowerCase().startsWith(wanted);
    case 'endsWith':
      return (text) => text.toLowerCase().endsWith(wanted);
    case 'contains':
      return (text) => text.toLowerCase().includes(wanted);
    case 'match':
      return patternTest(textOf(value));
    case 'in':
      return membershipTest(value);
    case 'le':
    case 'ge':
      throw new TypeError(`-${basic} does not compare text; was the rule validated?`);
  }
}

function patternTest(source: string): (text: string) => boolean {
  const { pattern, fault } = compilePattern(source);
  if (pattern === null) throw new TypeError(`The pattern cannot be used: ${fault.detail}`);
  return (text) => pattern.test(text);
}

function membershipTest(value: Value): (text: string) => boolean {
  const items = value.kind === 'list' ? value.items : [];
  const wanted = new Set(items.map((item) => textOf(item).toLowerCase()));
  return (text) => wanted.has(text.toLowerCase());
}

function textOf(value: Value): string {
  return value.kind === 'string' ? value.value : '';
}
