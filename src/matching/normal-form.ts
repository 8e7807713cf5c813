/** From the tree of a valid rule to conjunctions of numbered atoms (docs/matching.md). */
import type { RuleScope } from '../directory/rule-object.ts';
import type { Ast, Comparison, Predicate } from '../language/ast.ts';
import {
  findProperty,
  isExtensionName,
  type Property,
  type PropertyType,
} from '../rules/catalogue.ts';
import { managerId } from '../rules/check-direct-reports.ts';
import { parseInstant } from '../rules/instant.ts';
import { comparisonRule } from '../rules/operators.ts';
import type { Atom, AtomCondition, AtomTable, Attribute, AttributeType } from './atom.ts';
import { quantifierLogic } from './item-conditions.ts';
import { type Conjunction, disjunctiveForm, type Logic, toLogic } from './logic.ts';
import { mergeValues } from './merge-values.ts';
import { textAtom, valueAtom } from './text-atoms.ts';

/** A rule with more alternatives stays a closure. */
const MOST_CONJUNCTIONS = 64;

/**
 * A rule in numbers. A literal is twice the number of its atom, plus one for the opposite. `conjunctions`: one after the
 * other, each its length and its literals; null for a rule that is asked as a whole, which can only be true where an atom of
 * `necessary` is, or anywhere when that is null.
 */
export interface NormalForm {
  readonly conjunctions: readonly number[] | null;
  readonly necessary: readonly number[] | null;
}

/** The form of a valid rule; its atoms get their numbers from the table of the rule's scope. */
export function normalFormOf(ast: Ast, scope: RuleScope, atoms: AtomTable): NormalForm {
  const logic = mergeValues(
    ast.kind === 'direct-reports'
      ? leaf(valueAtom(MANAGER, [managerId(ast) ?? '']), false)
      : toLogic(ast, (predicate, isOpposite) => predicateLogic(predicate, scope, isOpposite)),
  );
  const alternatives = disjunctiveForm(logic, MOST_CONJUNCTIONS);
  if (alternatives === null) {
    const necessary = necessaryAtoms(logic, atoms);
    return { conjunctions: null, necessary: necessary && [...new Set(necessary)] };
  }
  return { conjunctions: alternatives.flatMap((one) => numbered(one, atoms)), necessary: null };
}

const MANAGER: Attribute = { name: 'manager', type: 'text' };

/** Its length and its literals, each once; nothing for a conjunction that contradicts itself. */
function numbered(conjunction: Conjunction<Atom>, atoms: AtomTable): readonly number[] {
  const literals = new Set<number>();
  for (const { leaf: atom, isOpposite } of conjunction)
    literals.add(2 * atoms.numberOf(atom) + (isOpposite ? 1 : 0));
  for (const literal of literals) if (literals.has(literal ^ 1)) return [];
  return [literals.size, ...literals];
}

/** Atoms of which one is true wherever the rule is; null when the rule can be true without any. */
function necessaryAtoms(logic: Logic<Atom>, atoms: AtomTable): readonly number[] | null {
  if (logic.kind === 'leaf') return logic.isOpposite ? null : [atoms.numberOf(logic.leaf)];
  const lists = logic.parts.map((part) => necessaryAtoms(part, atoms));
  if (logic.kind === 'some')
    return lists.includes(null) ? null : lists.flatMap((list) => list ?? []);
  const weight = (list: readonly number[]) =>
    list.reduce((sum, atom) => sum + atoms.frequency(atom), 0);
  const known = lists.flatMap((list) => (list === null ? [] : [list]));
  return known.sort((left, right) => weight(left) - weight(right))[0] ?? null;
}

function leaf(atom: Atom, isOpposite: boolean): Logic<Atom> {
  return { kind: 'leaf', leaf: atom, isOpposite };
}

function predicateLogic(predicate: Predicate, scope: RuleScope, isOpposite: boolean): Logic<Atom> {
  const attribute = attributeOf(predicate.reference.name, scope);
  return predicate.kind === 'quantifier'
    ? quantifierLogic(predicate, attribute, isOpposite)
    : comparisonLogic(predicate, attribute, isOpposite);
}

/** Attributes by the property: the same one for every rule that names it. */
const ATTRIBUTES = new WeakMap<Property, Attribute>();

function attributeOf(name: string, scope: RuleScope): Attribute {
  const property = findProperty(scope, name);
  if (property === undefined) throw new TypeError(`${name}: was the rule validated?`);
  const known = ATTRIBUTES.get(property);
  if (known !== undefined) return known;
  const attribute = {
    name: isExtensionName(property.name) ? property.name.toLowerCase() : property.name,
    type: attributeType(property.type),
  };
  ATTRIBUTES.set(property, attribute);
  return attribute;
}

function attributeType(type: PropertyType): AttributeType {
  return type === 'groups' ? 'texts' : type;
}

function comparisonLogic(
  comparison: Comparison,
  attribute: Attribute,
  isOpposite: boolean,
): Logic<Atom> {
  const { negated } = comparisonRule(comparison.operator.name);
  const isNegated = negated !== isOpposite;
  if (attribute.type === 'flag') return flagLogic(comparison, attribute, isNegated);
  if (comparison.value.kind === 'null')
    return leaf({ attribute, condition: { kind: isNegated ? 'present' : 'null' } }, false);
  if (attribute.type === 'instant')
    return leaf({ attribute, condition: instantCondition(comparison) }, isNegated);
  const atom = textAtom(comparison, attribute);
  if (atom.condition.kind === 'present' && isNegated)
    return leaf({ attribute, condition: { kind: 'null' } }, false);
  return leaf(atom, isNegated);
}

/** True, false and null are the three values, so an opposite is found as well as what it opposes. */
function flagLogic({ value }: Comparison, attribute: Attribute, isNegated: boolean): Logic<Atom> {
  const mask = flagMask(value);
  return leaf({ attribute, condition: { kind: 'flag', mask: isNegated ? 7 - mask : mask } }, false);
}

function flagMask(value: Comparison['value']): number {
  if (value.kind === 'null') return 4;
  const isTrue =
    value.kind === 'boolean'
      ? value.value
      : value.kind === 'string' && value.value.toLowerCase() === 'true';
  return isTrue ? 1 : 2;
}

function instantCondition({ operator, value }: Comparison): AtomCondition {
  const { basic } = comparisonRule(operator.name);
  const comparison = basic === 'le' || basic === 'ge' ? basic : 'eq';
  if (value.kind === 'now') {
    const limit = value.offset?.milliseconds ?? 0;
    return { kind: 'instant', comparison, limit, isRelative: true };
  }
  const text = value.kind === 'string' ? value.value : value.kind === 'date' ? value.text : '';
  const limit = parseInstant(text);
  if (limit === null) throw new TypeError(`"${text}" is no date; was the rule validated?`);
  return { kind: 'instant', comparison, limit, isRelative: false };
}
