/** Laws that hold for every rule, tried on many random ones. The distribution is printed, so that none is tried on air. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Ast, Expression } from '../../src/language/ast.ts';
import { parseRule } from '../../src/language/parse-rule.ts';
import { printRule } from '../../src/language/print-rule.ts';
import { compileRule } from '../../src/rules/compile-rule.ts';
import { evaluate } from '../../src/rules/evaluate.ts';
import { type Details, explain } from '../../src/rules/explain.ts';
import { fromNested } from '../../src/rules/from-nested.ts';
import { predicatesOf } from '../../src/rules/predicates.ts';
import { objectOf, resolveReference } from '../../src/rules/resolve.ts';
import { toNested } from '../../src/rules/to-nested.ts';
import { validateRule } from '../../src/rules/validate-rule.ts';
import { NOW, randomRule } from '../support/random-rules.ts';
import { withoutPlaces } from '../support/without-places.ts';

const RUNS = { numRuns: 10_000 };

function validated(text: string) {
  const result = validateRule(text);
  if (!result.valid) throw new Error(`${text}\n${JSON.stringify(result.errors)}`);
  return result;
}

it('decides the same compiled and interpreted', () => {
  fc.assert(
    fc.property(randomRule, ({ text, objects }) => {
      const result = validated(text);
      const rule = compileRule(result);
      for (const object of objects) {
        expect(rule.evaluate(object, NOW)).toBe(evaluate(result.ast, object, { now: NOW }));
      }
    }),
    RUNS,
  );
});

it('reads back what it prints as the same tree', () => {
  fc.assert(
    fc.property(randomRule, ({ text }) => {
      const { ast } = validated(text);
      expect(withoutPlaces(parseRule(printRule(ast)).ast)).toEqual(withoutPlaces(ast));
    }),
    RUNS,
  );
});

it('keeps the members of a rule that goes through the nested builder', () => {
  fc.assert(
    fc.property(randomRule, ({ text, objects }) => {
      const { ast } = validated(text);
      const drawing = toNested(ast);
      const written = parseRule(fromNested(drawing)).ast;
      if (written === null) throw new Error(fromNested(drawing));
      expect(toNested(written)).toEqual(drawing);
      for (const object of objects) {
        expect(evaluate(written, object, { now: NOW })).toBe(evaluate(ast, object, { now: NOW }));
      }
    }),
    RUNS,
  );
});

it('explains a verdict by leaves that combine to it', () => {
  fc.assert(
    fc.property(randomRule, ({ text, objects }) => {
      const { ast } = validated(text);
      for (const object of objects) {
        const details = explain(ast, text, object, { now: NOW });
        expect(combine(details, ast)).toBe(details.expressionResult);
        expect(details.expressionResult).toBe(evaluate(ast, object, { now: NOW }));
      }
    }),
    RUNS,
  );
});

it('changes its verdict at the announced instant and not before', () => {
  fc.assert(
    fc.property(randomRule, ({ text, objects }) => {
      const rule = compileRule(validated(text));
      for (const object of objects) {
        const next = rule.nextChange(object, NOW);
        const present = rule.evaluate(object, NOW);
        const later = next ?? new Date(NOW.getTime() + 400 * 86_400_000);
        expect(rule.evaluate(object, new Date(later.getTime() - 1))).toBe(present);
        if (next !== null) expect(rule.evaluate(object, next)).toBe(!present);
      }
    }),
    RUNS,
  );
});

it('is tried on every operator, type and connector', () => {
  const counts = new Map<string, number>();
  const rules = fc.sample(randomRule, { numRuns: 10_000, seed: 7 });
  for (const { text } of rules) {
    for (const feature of featuresOf(validated(text).ast)) {
      counts.set(feature, (counts.get(feature) ?? 0) + 1);
    }
  }
  const shares = [...counts].map(
    ([feature, count]) => [feature, (100 * count) / rules.length] as const,
  );
  shares.sort(([left], [right]) => (left < right ? -1 : 1));
  console.info(shares.map(([feature, share]) => `${feature} ${share.toFixed(1)} %`).join(', '));
  expect(shares.filter(([, share]) => share < 2)).toEqual([]);
  expect(shares.map(([feature]) => feature)).toEqual(EXPECTED_FEATURES);
});

const TEXT_OPERATORS =
  'contains endsWith eq in match ne notContains notEndsWith notIn notMatch notStartsWith startsWith';
const ITEM_OPERATORS =
  'contains endsWith eq match ne notContains notEndsWith notMatch notStartsWith startsWith';
const EXPECTED_FEATURES = [
  'and',
  'group',
  'not',
  'or',
  ...TEXT_OPERATORS.split(' ').map((name) => `text ${name}`),
  ...TEXT_OPERATORS.split(' ').map((name) => `item ${name}`),
  ...TEXT_OPERATORS.split(' ').map((name) => `plan ${name}`),
  ...ITEM_OPERATORS.split(' ').map((name) => `texts ${name}`),
  'direct reports',
  'group in',
  'groups any',
  'flag eq',
  'flag ne',
  'instant eq',
  'instant ge',
  'instant le',
  'instant ne',
  'now',
  'plans all',
  'plans any',
  'texts all',
  'texts any',
].sort();

function featuresOf(ast: Ast): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: Ast): void => {
    switch (node.kind) {
      case 'and':
      case 'or':
        found.add(node.kind);
        node.operands.forEach(visit);
        break;
      case 'not':
        found.add('not');
        visit(node.operand);
        break;
      case 'group':
        found.add('group');
        visit(node.inner);
        break;
      case 'comparison':
      case 'quantifier': {
        const object = objectOf(node.reference);
        const type = resolveReference(node.reference)?.type ?? 'none';
        const isItem = object === 'item' || object === 'plan' || object === 'group';
        const side = isItem ? object : type;
        found.add(`${side} ${node.operator.name}`);
        if (node.kind === 'quantifier') visit(node.body);
        else if (node.value.kind === 'now') found.add('now');
        break;
      }
      case 'direct-reports':
        found.add('direct reports');
        break;
    }
  };
  visit(ast);
  return found;
}

/** The verdict that the leaves give when they are joined as the tree says. */
function combine(details: Details, node: Ast): boolean {
  if (node.kind === 'group') return combine(details, node.inner);
  if (!('expressionEvaluationDetails' in details)) return details.expressionResult;
  const parts = details.expressionEvaluationDetails;
  const operands = operandsOf(node);
  const verdicts = parts.map((part, index) => combine(part, operands[index] ?? node));
  if (node.kind === 'not') return verdicts[0] === false;
  return node.kind === 'and' ? verdicts.every(Boolean) : verdicts.some(Boolean);
}

function operandsOf(node: Ast): readonly Expression[] {
  if (node.kind === 'and' || node.kind === 'or') return node.operands;
  if (node.kind === 'not') return [node.operand];
  return node.kind === 'direct-reports' ? [] : predicatesOf(node);
}
