/** From the tree of a valid rule to something that answers quickly, many times. */
import type { RuleObject, RuleScope } from '../directory/rule-object.ts';
import type { Ast, DirectReports, Expression } from '../language/ast.ts';
import { findProperty, isExtensionName } from './catalogue.ts';
import { managerId } from './check-direct-reports.ts';
import { type Condition, compileLogic } from './compile-logic.ts';
import { compilePredicate } from './compile-predicate.ts';
import { predicatesOf, withoutGroups } from './predicates.ts';
import { textReader } from './read-value.ts';
import { type TurningPoint, turningPointsOf } from './turning-points.ts';

/** A rule ready to be asked about objects of its scope. */
export interface CompiledRule {
  readonly scope: RuleScope;
  /**
   * The catalogue names (spelling of rules-spec.md 5; extension names in lower case) whose change can change the verdict;
   * `manager` for direct reports; empty for memberOf rules.
   */
  readonly mentions: ReadonlySet<string>;
  /** The lower-cased ids of the groups a memberOf rule names; null for every other rule. */
  readonly memberOf: readonly string[] | null;
  /** Whether the rule reads system.now. */
  readonly usesClock: boolean;
  /** The verdict on an object of the rule's scope, at `now`. */
  evaluate(object: RuleObject, now: Date): boolean;
  /** The next instant strictly after `now` at which the verdict changes although the object does not; null when there is none. */
  nextChange(object: RuleObject, now: Date): Date | null;
}

/** What compiling needs of a valid rule; the result of `validateRule` fits. */
export interface ValidRule {
  readonly ast: Ast;
  readonly scope: RuleScope;
}

/** Compiles a valid rule. Throws TypeError for a tree that `validateRule` would have refused. */
export function compileRule({ ast, scope }: ValidRule): CompiledRule {
  const condition =
    ast.kind === 'direct-reports'
      ? compileDirectReports(ast)
      : compileLogic(ast, (predicate) => compilePredicate(predicate, scope));
  const turningPoints = turningPointsOf(ast, scope);
  const memberOf = ast.kind === 'direct-reports' ? null : memberOfIds(ast);
  return {
    scope,
    mentions: memberOf === null ? mentionsOf(ast, scope) : new Set(),
    memberOf,
    usesClock: turningPoints.length > 0,
    evaluate: (object, now) => condition(object, now.getTime()),
    nextChange: (object, now) => nextChange({ condition, turningPoints }, object, now),
  };
}

/** The object's manager is the one the rule names (rules-spec.md 7.7). */
function compileDirectReports(ast: DirectReports): Condition<RuleObject> {
  const wanted = managerId(ast);
  const read = textReader('manager');
  return (object) => {
    const manager = read(object);
    return manager !== null && manager.toLowerCase() === wanted;
  };
}

/** The different ids in source order; null for a rule of any other form. */
function memberOfIds(ast: Expression): readonly string[] | null {
  const only = withoutGroups(ast);
  if (only.kind !== 'quantifier' || only.reference.name.toLowerCase() !== 'memberof') return null;
  const comparison = withoutGroups(only.body);
  if (comparison.kind !== 'comparison' || comparison.value.kind !== 'list') return null;
  const ids = comparison.value.items.flatMap((item) =>
    item.kind === 'string' ? [item.value.toLowerCase()] : [],
  );
  return [...new Set(ids)];
}

function mentionsOf(ast: Ast, scope: RuleScope): ReadonlySet<string> {
  if (ast.kind === 'direct-reports') return new Set(['manager']);
  return new Set(
    predicatesOf(ast).map(({ reference: { name } }) =>
      isExtensionName(name) ? name.toLowerCase() : (findProperty(scope, name)?.name ?? name),
    ),
  );
}

/** A comparison may turn without the verdict turning with it; then the one after it is looked at. */
function nextChange(
  rule: {
    readonly condition: Condition<RuleObject>;
    readonly turningPoints: readonly TurningPoint[];
  },
  object: RuleObject,
  now: Date,
): Date | null {
  const { condition, turningPoints } = rule;
  const present = now.getTime();
  const verdict = condition(object, present);
  const turns = turningPoints
    .flatMap((turningPoint) => turningPoint(object) ?? [])
    .filter((turn) => turn > present)
    .sort((left, right) => left - right);
  const turn = turns.find((instant) => condition(object, instant) !== verdict);
  return turn === undefined ? null : new Date(turn);
}
