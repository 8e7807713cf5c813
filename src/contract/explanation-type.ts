/** Explanations and what-if on the wire: bodies of requests, and shapes of answers (docs/explain.md). */
import { z } from 'zod';
import { parseBody } from './parse-body.ts';

/** Objects a request may ask about. */
const MOST_MEMBERS = 1_000;
const LONGEST_RULE = 10_000;

const ids = z.array(z.guid()).min(1).max(MOST_MEMBERS);
const rule = z.string().max(LONGEST_RULE);

export const explainBody = z.strictObject({ memberIds: ids, membershipRule: rule.nullish() });
export const explainRuleBody = z.strictObject({ memberIds: ids, membershipRule: rule });

/** What is asked to be explained; ids in lower case, each once; `membershipRule` null: the group's own. */
export interface ExplainBody {
  readonly memberIds: readonly string[];
  readonly membershipRule: string | null;
}

/** `{memberIds, membershipRule?}`. Throws RequestError 400. */
export function readExplain(body: unknown): ExplainBody {
  const { memberIds, membershipRule } = parseBody(explainBody, body);
  return { memberIds: distinct(memberIds), membershipRule: membershipRule ?? null };
}

/** `{memberIds, membershipRule}`. Throws RequestError 400. */
export function readExplainRule(body: unknown): ExplainBody {
  const { memberIds, membershipRule } = parseBody(explainRuleBody, body);
  return { memberIds: distinct(memberIds), membershipRule };
}

function distinct(given: readonly string[]): readonly string[] {
  return [...new Set(given.map((id) => id.toLowerCase()))];
}

/** A part of a rule with its verdict; null where the caller may not read what it looks at (`hidden`). */
export interface ExplainedExpression {
  readonly text: string;
  readonly verdict: boolean | null;
  /** What the object holds there, as text; JSON for collections. Absent but for conditions. */
  readonly actual?: string | null | undefined;
  /** The property, in the spelling of the rule language. */
  readonly property?: string | undefined;
  readonly hidden?: true | undefined;
  readonly children: readonly ExplainedExpression[];
}

const expression: z.ZodType<ExplainedExpression> = z
  .lazy(() =>
    z.strictObject({
      text: z.string(),
      verdict: z.boolean().nullable(),
      actual: z.string().nullable().optional(),
      property: z.string().optional(),
      hidden: z.literal(true).optional(),
      children: z.array(expression),
    }),
  )
  .meta({ id: 'explainedExpression' });

const value = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string()),
  z.array(z.record(z.string(), z.string().nullable())),
]);

const STANDINGS = [
  'agrees',
  'assigned',
  'unsavedRule',
  'unknownObject',
  'paused',
  'held',
  'failed',
  'waiting',
  'pending',
  'differs',
] as const;

/** One object of an explanation. */
export const explainedMember = z.strictObject({
  id: z.string(),
  '@odata.type': z.string().nullable(),
  displayName: z.string().nullable(),
  /** Null where no group was asked about. */
  isMember: z.boolean().nullable(),
  verdict: z.enum(['in', 'notIn', 'unknown']),
  expression: expression.nullable(),
  /** The last time it came into the group, or left it. `cause` as in the group's history. */
  event: z
    .strictObject({
      dateTime: z.string(),
      change: z.enum(['added', 'removed']),
      cause: z.looseObject({ kind: z.string(), message: z.string() }),
      ruleVersion: z.number(),
      text: z.string(),
    })
    .nullable(),
  /** The fewest properties that would have to be otherwise, under the names of the rule language. */
  smallestChange: z
    .array(z.strictObject({ property: z.string(), from: value, to: value }))
    .nullable(),
  /** False: a change with fewer properties may exist. Null beside no change. */
  isSmallest: z.boolean().nullable(),
  /** Why there is no change to tell. */
  noChangeReason: z
    .enum(['impossible', 'notFound', 'tooComplex', 'hidden', 'noRule', 'otherKind'])
    .nullable(),
  /** Whether the membership is what the rule says, or what keeps it from that; `message` says it in words. */
  standing: z.enum(STANDINGS),
  message: z.string(),
});

/** The answer of POST /groups/{id}/explain and POST /explain. */
export const explanation = z.strictObject({ value: z.array(explainedMember) });

/** One object of an explanation. */
export type ExplainedMemberType = z.infer<typeof explainedMember>;
const groupOfWhatIf = z.strictObject({
  id: z.string(),
  displayName: z.string().nullable(),
  text: z.string(),
});

/** The answer of POST /users/{id}/whatIf and /devices/{id}/whatIf. */
export const whatIf = z.strictObject({
  joins: z.array(groupOfWhatIf),
  leaves: z.array(groupOfWhatIf),
  /** Groups whose rule would answer otherwise, whose members would stay as they are for now. */
  withheld: z.array(
    z.strictObject({
      ...groupOfWhatIf.shape,
      change: z.enum(['joins', 'leaves']),
      reason: z.enum(['paused', 'held', 'failed', 'waiting']),
    }),
  ),
});

/** What a hypothetical change would do. */
export type WhatIfType = z.infer<typeof whatIf>;
