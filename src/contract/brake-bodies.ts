/** Bodies of answers about guards, holds and pauses (design.md 11); those of requests stand in guard-type.ts. */
import { z } from 'zod';
import { count, id, instant, pageOf } from './body-schemas.ts';
import { guard } from './guard-type.ts';

export const tenantGuardAnswer = z.strictObject({
  '@odata.etag': z.string(),
  changes: guard.nullable(),
  imports: guard.nullable(),
  blankedShare: z.number().nullable(),
});

const breach = z.strictObject({ name: z.string(), limit: z.number(), actual: z.number() });

export const hold = z.strictObject({
  id,
  groupId: id,
  cause: z.strictObject({
    kind: z.enum([
      'created',
      'rule',
      'conversion',
      'resume',
      'restored',
      'reprocess',
      'import',
      'change',
      'source',
    ]),
    ruleVersion: z.int(),
    text: z.string().nullable(),
    importId: id.nullable(),
  }),
  createdDateTime: instant,
  expiresDateTime: instant,
  before: count,
  additions: count,
  removals: count,
  alreadyRemoved: count,
  limits: z.array(breach),
  diffHash: z.string(),
  status: z.enum(['held', 'released', 'rejected', 'expired', 'superseded']),
  endedDateTime: instant.nullable(),
  note: z.string().nullable(),
  leftOut: count,
});

export const holds = pageOf(hold);

export const heldMembers = pageOf(
  z.strictObject({
    id,
    kind: z.enum(['user', 'device', 'group']),
    displayName: z.string().nullable(),
  }),
);

export const pauseAllAnswer = z.strictObject({
  state: z.enum(['none', 'paused', 'resuming', 'ended']),
  sinceDateTime: instant.nullable(),
  reason: z.string().nullable(),
  exceptions: z.array(id),
});
