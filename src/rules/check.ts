/** What a meaning check is given, and what it answers. */
import type { RuleScope } from '../directory/rule-object.ts';
import type { Predicate, Quantifier } from '../language/ast.ts';
import type { Property } from './catalogue.ts';
import type { RuleError } from './rule-error.ts';

/** The body a predicate stands in. */
export interface Body {
  readonly quantifier: Quantifier;
  /** The collection the body looks into. */
  readonly owner: Property;
}

/** What is known of the rule as a whole. */
export interface RuleFacts {
  /** The kind of object the group takes; null when any will do. */
  readonly requiredScope: RuleScope | null;
  /** The first predicate about the wrong kind of object; the fault is reported there and nowhere else. */
  readonly misplaced: Predicate | null;
  /** The first memberOf predicate of a rule that has anything else beside it. */
  readonly combinedMemberOf: Predicate | null;
  /** Registered extension names in lower case; null when every well-formed name is good. */
  readonly extensionProperties: ReadonlySet<string> | null;
}

/** One predicate under examination; `body` is null outside any body. */
export interface PredicateCase {
  readonly predicate: Predicate;
  readonly body: Body | null;
  readonly facts: RuleFacts;
}

/** One way a predicate can be wrong: the error, or null when it is not wrong in this way. */
export type Check = (examined: PredicateCase) => RuleError | null;
