/** Tests that are kept with a group and have to pass before its rule is saved. */
import type { RuleObject } from './rule-object.ts';

/** How many members a group may have; null: no limit on that side. */
export interface SizeLimits {
  readonly min: number | null;
  readonly max: number | null;
}

/** A made-up object under the names of the rule language, and whether the rule is to select it. */
export interface SyntheticObject {
  readonly name: string;
  readonly attributes: RuleObject;
  readonly expected: boolean;
}

export interface RuleTests {
  /** Ids of users or devices that the rule has to select. */
  readonly mustBeIn: readonly string[];
  /** Ids of those it must not select. */
  readonly mustBeOut: readonly string[];
  readonly size: SizeLimits | null;
  readonly objects: readonly SyntheticObject[];
}

export const NO_RULE_TESTS: RuleTests = { mustBeIn: [], mustBeOut: [], size: null, objects: [] };

/** What a group's own row says of its tests: what processing has to know without reading them. */
export interface RuleTestSummary {
  /** Tests on objects; the limits of size are not among them. */
  readonly count: number;
  readonly size: SizeLimits | null;
  /** When they were last changed (ISO). */
  readonly changed: string;
}
