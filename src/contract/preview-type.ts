/** Previews on the wire: what is asked for, and what is answered (docs/preview.md). */
import { z } from 'zod';
import { badRequest } from '../util/errors.ts';
import { parseBody } from './parse-body.ts';

const count = z.int().min(0);

export const previewRequest = z.strictObject({
  membershipRule: z.string().nullish(),
  groupId: z.guid().nullish(),
  kind: z.enum(['user', 'device']).nullish(),
});

/** A comparison that decides, what it says of the object, and what the object has there. */
const decidingExpression = z.object({
  text: z.string(),
  verdict: z.boolean(),
  actual: z.string().nullable(),
});

/** Why an object belongs or not, in short. */
const previewReason = z.object({
  text: z.string(),
  expressions: z.array(decidingExpression),
});

/** An object in a list of a preview. */
export const previewEntry = z.object({
  '@odata.type': z.enum([
    '#microsoft.graph.user',
    '#microsoft.graph.device',
    '#microsoft.graph.group',
  ]),
  id: z.guid(),
  displayName: z.string().nullable(),
  userPrincipalName: z.string().nullable(),
  userType: z.string().nullable(),
  accountEnabled: z.boolean().nullable(),
  reason: previewReason,
});

/** An object of the first sample, in the answer to the request that began the preview. */
export const sampledEntry = previewEntry.extend({
  change: z.enum(['added', 'removed', 'unchanged']),
});

/** A limit of a guard, and whether the change would be held for it. */
const previewLimit = z.object({
  name: z.string(),
  limit: z.number(),
  actual: z.number(),
  breached: z.boolean(),
});

/** A preview. Counts are those so far, and final when it is completed. */
export const previewResource = z.object({
  id: z.guid(),
  groupId: z.guid().nullable(),
  membershipRule: z.string(),
  kind: z.enum(['user', 'device']),
  status: z.enum(['running', 'completed', 'failed', 'cancelled']),
  createdDateTime: z.string(),
  progress: z.object({ done: count, total: count }),
  before: count,
  additions: count,
  removals: count,
  unchanged: count,
  guests: count,
  disabledAccounts: count,
  limits: z.array(previewLimit),
  diffHash: z.string().nullable(),
  sample: z.object({
    objects: count,
    additions: count,
    removals: count,
    unchanged: count,
    /** Only in the answer to the request that began the preview. */
    value: z.array(sampledEntry).optional(),
  }),
  errorMessage: z.string().nullable(),
});

export type PreviewResource = z.infer<typeof previewResource>;
export type PreviewEntry = z.infer<typeof previewEntry>;

/** What somebody wants to see before it is saved. Null: what the group has, none, whatever the rule says. */
export interface PreviewBody {
  readonly membershipRule: string | null;
  readonly groupId: string | null;
  readonly kind: 'user' | 'device' | null;
}

/** `{membershipRule?, groupId?, kind?}`: a rule, a group, or both. Throws RequestError 400. */
export function readPreviewBody(body: unknown): PreviewBody {
  const { membershipRule, groupId, kind } = parseBody(previewRequest, body);
  if (membershipRule == null && groupId == null)
    throw badRequest("A value is required for 'membershipRule' or 'groupId'.");
  return {
    membershipRule: membershipRule ?? null,
    groupId: groupId?.toLowerCase() ?? null,
    kind: kind ?? null,
  };
}
