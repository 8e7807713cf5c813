/** Everything that can be wrong with the meaning of a rule that parses: one list of checks, all errors collected. */
import type { RuleScope } from '../directory/rule-object.ts';
import type { Ast, Predicate } from '../language/ast.ts';
import type { Body, Check, PredicateCase, RuleFacts } from './check.ts';
import { checkDirectReports } from './check-direct-reports.ts';
import { checkExtensionName } from './check-extension-name.ts';
import { checkInstant, checkNowEquality } from './check-instant.ts';
import { checkItemPlace } from './check-item-place.ts';
import { checkItemReference } from './check-item-reference.ts';
import {
  checkMemberOfAlone,
  checkMemberOfBody,
  checkMemberOfItem,
  checkMemberOfOperator,
} from './check-member-of.ts';
import { checkMemberOfCount } from './check-member-of-count.ts';
import { checkNull } from './check-null.ts';
import { checkObject } from './check-object.ts';
import { checkOperator } from './check-operator.ts';
import { checkOuterProperty } from './check-outer-property.ts';
import { checkPattern } from './check-pattern.ts';
import { checkProperty } from './check-property.ts';
import { checkScope } from './check-scope.ts';
import { checkValueType } from './check-value-type.ts';
import { predicatesOf, withoutGroups } from './predicates.ts';
import { objectOf, ownerOf, resolveReference } from './resolve.ts';
import type { RuleError } from './rule-error.ts';

/** In the order of rules-spec.md 6: reference, operator, value. Of one predicate only the first error is reported. */
const REFERENCE_AND_OPERATOR: readonly Check[] = [
  checkObject,
  checkItemPlace,
  checkOuterProperty,
  checkItemReference,
  checkScope,
  checkExtensionName,
  checkProperty,
  checkMemberOfAlone,
  checkMemberOfOperator,
  checkMemberOfItem,
  checkOperator,
];
const VALUE: readonly Check[] = [
  checkMemberOfBody,
  checkNull,
  checkValueType,
  checkInstant,
  checkNowEquality,
  checkPattern,
  checkMemberOfCount,
];

/** What the group and the directory say; null where they say nothing. */
export interface MeaningOptions {
  readonly scope: RuleScope | null;
  readonly extensionProperties: readonly string[] | null;
}

/** All errors of meaning, ascending by position (rules-spec.md 9.2, D28). */
export function checkMeaning(ast: Ast, options: MeaningOptions): readonly RuleError[] {
  if (ast.kind === 'direct-reports') {
    const error = checkDirectReports(ast, options.scope);
    return error === null ? [] : [error];
  }
  const facts = factsOf(ast, options);
  const errors = predicatesOf(ast).flatMap((predicate) =>
    checkPredicate({ predicate, body: null, facts }),
  );
  return errors.sort((left, right) => left.position - right.position);
}

/** The kind of object of the first `user.` or `device.` reference outside a body; users where there is none. */
export function scopeOf(ast: Ast): RuleScope {
  for (const { reference } of predicatesOf(ast)) {
    const object = objectOf(reference);
    if (object === 'user' || object === 'device') return object;
  }
  return 'user';
}

function checkPredicate(examined: PredicateCase): readonly RuleError[] {
  const basic = firstError(REFERENCE_AND_OPERATOR, examined);
  if (basic !== null) return [basic];
  const own = firstError(VALUE, examined);
  return [...(own === null ? [] : [own]), ...checkBody(examined)];
}

/** A body is looked at only when the reference and operator it belongs to are good; its value is the body itself. */
function checkBody({ predicate, facts }: PredicateCase): readonly RuleError[] {
  if (predicate.kind !== 'quantifier') return [];
  const owner = ownerOf(predicate);
  if (owner === undefined) return [];
  const body: Body = { quantifier: predicate, owner };
  return predicatesOf(predicate.body).flatMap((inner) =>
    checkPredicate({ predicate: inner, body, facts }),
  );
}

function firstError(checks: readonly Check[], examined: PredicateCase): RuleError | null {
  for (const check of checks) {
    const error = check(examined);
    if (error !== null) return error;
  }
  return null;
}

function factsOf(
  ast: Exclude<Ast, { kind: 'direct-reports' }>,
  options: MeaningOptions,
): RuleFacts {
  const predicates = predicatesOf(ast);
  const scope = options.scope ?? scopeOf(ast);
  const isAlone = withoutGroups(ast) === predicates[0];
  return {
    requiredScope: options.scope,
    misplaced: predicates.find((predicate) => isOtherKind(predicate, scope)) ?? null,
    combinedMemberOf: isAlone ? null : (predicates.find(isMemberOf) ?? null),
    extensionProperties:
      options.extensionProperties === null
        ? null
        : new Set(options.extensionProperties.map((name) => name.toLowerCase())),
  };
}

function isOtherKind({ reference }: Predicate, scope: RuleScope): boolean {
  const object = objectOf(reference);
  return (object === 'user' || object === 'device') && object !== scope;
}

function isMemberOf({ reference }: Predicate): boolean {
  return resolveReference(reference)?.type === 'groups';
}
