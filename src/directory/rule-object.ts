/** A service plan as rules see it: `user.assignedPlans -any (assignedPlan.servicePlanId -eq "…")`. */
export interface RulePlan {
  readonly servicePlanId?: string | null;
  readonly service?: string | null;
  readonly capabilityStatus?: string | null;
}

/** A value of a rule property: text, true/false, number (extensions only), a collection of text, or of service plans. */
export type RuleValue = string | number | boolean | null | readonly string[] | readonly RulePlan[];

/**
 * A user or device as a rule looks at it: flat, under the names of the rule language (rules-spec.md 5), instants as ISO text,
 * `memberOf` a list of group ids, `manager` an object id. What is absent counts as null.
 */
export type RuleObject = Readonly<Record<string, RuleValue | undefined>>;

/** The two kinds of object a rule can select. */
export type RuleScope = 'user' | 'device';
