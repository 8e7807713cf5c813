/** Bodies of our own routes about groups (design.md 11). */
import { z } from 'zod';
import { count, id, instant, pageOf } from './body-schemas.ts';
import { guard } from './guard-type.ts';

/** A group's processing: the words of seed 003 beside Graph's, counts, how far a run has come. */
export const groupOverview = z.strictObject({
  '@odata.etag': z.string(),
  id,
  displayName: z.string(),
  displayStatus: z
    .enum([
      'Evaluating',
      'Processing',
      'Update complete',
      'Processing error',
      'Update paused',
      'Not started',
    ])
    .nullable(),
  status: z.enum(['NotStarted', 'Running', 'Succeeded', 'Failed']).nullable(),
  lastMembershipChange: z.union([instant, z.literal('In Progress'), z.literal('Unknown')]),
  memberCount: count,
  progress: z.strictObject({ done: count, total: count }).nullable(),
  errorMessage: z.string().nullable(),
  held: id.nullable(),
  guard: guard.nullable(),
  membershipRule: z.string().nullable(),
  membershipRuleProcessingState: z.enum(['On', 'Paused']).nullable(),
});

export const groupOverviews = pageOf(groupOverview);
