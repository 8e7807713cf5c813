/** When the clock alone can turn a rule's verdict (rules-spec.md 7.5). */
import type { RuleObject, RuleScope } from '../directory/rule-object.ts';
import type { Ast, Predicate } from '../language/ast.ts';
import { findProperty } from './catalogue.ts';
import { predicatesOf } from './predicates.ts';
import { instantReader } from './read-value.ts';

/** The last instant a Date can hold, in milliseconds from 1970; the first is as far back. */
const DATE_RANGE = 8.64e15;

/** Works out for an object the instant at which one comparison turns; null when it never does. */
export type TurningPoint = (object: RuleObject) => number | null;

/** One for each comparison with `system.now`. */
export function turningPointsOf(ast: Ast, scope: RuleScope): readonly TurningPoint[] {
  return predicatesOf(ast).flatMap((predicate) => turningPointOf(predicate, scope) ?? []);
}

/**
 * `x -le system.now + d` turns true when the present reaches `x - d`. `x -ge system.now + d` is still true then and turns
 * false in the next millisecond.
 */
function turningPointOf(predicate: Predicate, scope: RuleScope): TurningPoint | null {
  if (predicate.kind !== 'comparison' || predicate.value.kind !== 'now') return null;
  const property = findProperty(scope, predicate.reference.name);
  if (property === undefined) return null;
  const read = instantReader(property.name);
  const shift = predicate.value.offset?.milliseconds ?? 0;
  const delay = predicate.operator.name === 'ge' ? 1 : 0;
  return (object) => {
    const instant = read(object);
    const turn = instant === null ? null : instant - shift + delay;
    return turn === null || Math.abs(turn) > DATE_RANGE ? null : turn;
  };
}
