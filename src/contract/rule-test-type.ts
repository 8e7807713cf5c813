/** Rule tests on the wire (docs/rules.md, "Tests of a group's rule"). */
import { z } from 'zod';
import type { RuleTests } from '../directory/rule-tests.ts';
import { badRequest } from '../util/errors.ts';
import { parseBody } from './parse-body.ts';

const MOST_IDS = 100;
const MOST_OBJECTS = 100;
const LONGEST_RULE = 10_000;

const ids = z.array(z.guid()).max(MOST_IDS).default([]);
const bound = z.int().min(0).nullable().default(null);
const value = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string()),
  z.array(z.record(z.string(), z.string().nullable())),
]);
const object = z.strictObject({
  name: z.string().trim().min(1).max(256),
  attributes: z.record(z.string(), value),
  expected: z.boolean(),
});
/** The tests of a group. */
export const ruleTests = z.strictObject({
  mustBeIn: ids,
  mustBeOut: ids,
  size: z.strictObject({ min: bound, max: bound }).nullable().default(null),
  objects: z.array(object).max(MOST_OBJECTS).default([]),
});

/** What is asked of a run of tests. */
export const ruleTestRunBody = z.strictObject({
  membershipRule: z.string().max(LONGEST_RULE).nullish(),
});

/** The tests as given; names of attributes are not checked yet. Throws RequestError 400. */
export function readRuleTests(body: unknown): RuleTests {
  const given = parseBody(ruleTests, body);
  const mustBeIn = distinct(given.mustBeIn);
  const mustBeOut = distinct(given.mustBeOut);
  const both = mustBeIn.find((id) => mustBeOut.includes(id));
  if (both !== undefined) throw fault('mustBeOut', `${both} is in mustBeIn too.`);
  const size = given.size === null || isOpen(given.size) ? null : given.size;
  if (size?.min != null && size.max !== null && size.min > size.max)
    throw fault('size', `min ${size.min} is greater than max ${size.max}.`);
  return { mustBeIn, mustBeOut, size, objects: given.objects };
}

/** `{membershipRule?}`; null: the group's own. Throws RequestError 400. */
export function readRuleTestRun(body: unknown): string | null {
  return parseBody(ruleTestRunBody, body).membershipRule ?? null;
}

function isOpen(size: NonNullable<RuleTests['size']>): boolean {
  return size.min === null && size.max === null;
}

function distinct(given: readonly string[]): readonly string[] {
  return [...new Set(given.map((id) => id.toLowerCase()))];
}

function fault(target: string, problem: string): Error {
  const message = `'${target}': ${problem}`;
  return badRequest(message, [{ code: 'InvalidValue', target, message }]);
}

const result = z.strictObject({
  kind: z.enum(['mustBeIn', 'mustBeOut', 'object', 'minimumSize', 'maximumSize']),
  /** The object's id, or the name of a made-up one; null for limits of size. */
  target: z.string().nullable(),
  /** Null: known only once members are worked out. */
  passed: z.boolean().nullable(),
  message: z.string(),
});

/** The answer of POST /groups/{id}/ruleTests/run. */
export const ruleTestRun = z.strictObject({
  passed: z.number(),
  failed: z.number(),
  results: z.array(result).readonly(),
});

export type RuleTestResult = z.infer<typeof result>;
export type RuleTestRun = z.infer<typeof ruleTestRun>;
