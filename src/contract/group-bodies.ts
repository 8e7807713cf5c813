/** Bodies of our own routes about groups (design.md 11). */
import { z } from 'zod';
import { count, id, instant, pageOf } from './body-schemas.ts';
import { guard } from './guard-type.ts';

/** A group's processing: the words of seed 003 beside Graph's, counts, how far a run has come. */
export const groupOverview = z.strictObject({
  '@odata.etag': z.string(),
  id,
  displayName: z.string(),
  description: z.string().nullable(),
  groupTypes: z.array(z.enum(['Unified', 'DynamicMembership'])),
  mail: z.string().nullable(),
  createdDateTime: instant,
  /** Whether whoever asks owns it. */
  isOwned: z.boolean(),
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
  /** Null: a security group sends none. */
  welcomeMail: z.boolean().nullable(),
  membershipRule: z.string().nullable(),
  membershipRuleProcessingState: z.enum(['On', 'Paused']).nullable(),
});

export const groupOverviews = pageOf(groupOverview);

/** Who the caller is taken for, and for which groups each right of a user holds. */
export const myRights = z.strictObject({
  kind: z.enum(['user', 'application']),
  id: z.string(),
  displayName: z.string(),
  userPrincipalName: z.string().nullable(),
  directoryRoles: z.array(z.string()),
  rights: z.record(
    z.string(),
    z.strictObject({
      extent: z.enum(['all', 'security', 'owned', 'none']),
      roles: z.array(z.string()),
    }),
  ),
});
