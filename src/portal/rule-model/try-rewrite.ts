/**
 * Does a rewritten rule select the same objects? Tried, not proved: both rules decide about many made-up objects whose values are
 * those the rules name and their neighbours, so that each condition is met and missed.
 */
import type { RuleObject, RulePlan, RuleValue } from '../../directory/rule-object.ts';
import type { Ast, Expression, Value } from '../../language/ast.ts';
import { parseRule } from '../../language/parse-rule.ts';
import type { Property } from '../../rules/catalogue.ts';
import { compileRule } from '../../rules/compile-rule.ts';
import { resolveReference } from '../../rules/resolve.ts';
import { validateRule } from '../../rules/validate-rule.ts';

/** How many objects both rules agreed on, or that they do not agree. */
export type Trial =
  | { readonly isSame: true; readonly objects: number }
  | { readonly isSame: false; readonly objects: 0 };

const TRIED_OBJECTS = 1000;
const TRIED_PLANS = 20;
const DIFFERENT: Trial = { isSame: false, objects: 0 };

/** Tries two rules on the same objects at the same instant. A rule that is not valid is like no other. */
export function tryRewrite(before: string, after: string, now: Date): Trial {
  const [old, rewritten] = [validateRule(before), validateRule(after)];
  if (!old.valid || !rewritten.valid || old.scope !== rewritten.scope) return DIFFERENT;
  const [oldRule, newRule] = [compileRule(old), compileRule(rewritten)];
  const values = mergeValues(valuesOf(before), valuesOf(after));
  const objects = madeUpObjects(values);
  const isSame = objects.every(
    (object) => oldRule.evaluate(object, now) === newRule.evaluate(object, now),
  );
  return isSame ? { isSame, objects: objects.length } : DIFFERENT;
}

type Values = ReadonlyMap<string, readonly RuleValue[]>;

/** By property: null, every text the rule compares it with, and texts a little longer at either end. */
function valuesOf(text: string): Values {
  const { ast } = parseRule(text);
  const values = new Map<string, RuleValue[]>();
  if (ast !== null) collect(ast, values);
  return values;
}

function collect(node: Ast, values: Map<string, RuleValue[]>): void {
  switch (node.kind) {
    case 'and':
    case 'or':
      for (const operand of node.operands) collect(operand, values);
      break;
    case 'not':
      collect(node.operand, values);
      break;
    case 'group':
      collect(node.inner, values);
      break;
    case 'comparison': {
      const property = resolveReference(node.reference);
      if (property === undefined) break;
      const texts = constantsOf(node.value).flatMap(neighbours);
      const tried = property.type === 'texts' ? texts.map((one) => [one]) : texts;
      add(values, property.name, property.type === 'flag' ? [true, false] : tried);
      break;
    }
    case 'quantifier': {
      const property = resolveReference(node.reference);
      if (property !== undefined) add(values, property.name, collectionsFor(property, node.body));
      break;
    }
    case 'direct-reports':
      break;
  }
}

/** Collections to look into: each item alone, in pairs, and all together. */
function collectionsFor({ type }: Property, body: Expression): readonly RuleValue[] {
  const parts = new Map<string, RuleValue[]>();
  collect(body, parts);
  if (type === 'plans') {
    const plans: readonly RulePlan[] = madeUpObjects(parts, TRIED_PLANS);
    return [...plans.map((plan) => [plan]), ...pairsOf(plans)];
  }
  const items = [...parts.values()].flat().filter((value) => typeof value === 'string');
  return [...items.map((item) => [item]), ...pairsOf(items), items];
}

function pairsOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return items.slice(1).map((item, index) => [...items.slice(index, index + 1), item]);
}

function constantsOf(value: Value): readonly string[] {
  switch (value.kind) {
    case 'string':
      return [value.value];
    case 'boolean':
      return [String(value.value)];
    case 'date':
    case 'number':
      return [value.text];
    case 'list':
      return value.items.flatMap(constantsOf);
    case 'null':
    case 'now':
      return [];
  }
}

/** A pattern is tried with its plain letters too. */
function neighbours(constant: string): readonly string[] {
  const plain = constant.replace(/[\\^$.*+?()[\]{}|]/g, '');
  return [constant, `${constant}x`, `x${constant}`, plain, `${plain}x`, `x${plain}`];
}

function add(values: Map<string, RuleValue[]>, name: string, more: readonly RuleValue[]): void {
  values.set(name, [...(values.get(name) ?? [null, 'other']), ...more]);
}

function mergeValues(left: Values, right: Values): Values {
  const names = new Set([...left.keys(), ...right.keys()]);
  return new Map(
    [...names].map((name) => [name, [...(left.get(name) ?? []), ...(right.get(name) ?? [])]]),
  );
}

/** Objects with values drawn by a fixed sequence: the same for the same rules. */
function madeUpObjects(values: Values, count = TRIED_OBJECTS): readonly RuleObject[] {
  const names = [...values.keys()];
  let state = 1;
  const draw = (choices: readonly RuleValue[]): RuleValue => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return choices[(state >>> 8) % Math.max(1, choices.length)] ?? null;
  };
  return Array.from({ length: count }, () =>
    Object.fromEntries(names.map((name) => [name, draw(values.get(name) ?? [])])),
  );
}
