/** Bodies of answers about what happened (docs/history.md). */
import { z } from 'zod';
import { actor, count, id, instant, json, pageOf } from './body-schemas.ts';

const origin = {
  actor,
  clientRequestId: z.string().nullable(),
  importId: id.nullable(),
  /** What was said of it; absent: nothing. */
  note: z.string().optional(),
};

const change = z.strictObject({
  name: z.string(),
  oldValue: json,
  newValue: json,
  truncated: z.array(z.enum(['oldValue', 'newValue'])).optional(),
  hidden: z.literal(true).optional(),
});

const namedGroup = z.strictObject({ id, displayName: z.string().nullable() });

const cause = z.strictObject({
  kind: z.string(),
  message: z.string(),
  dateTime: instant.nullable(),
  ...origin,
  ruleVersion: z.int(),
  membershipRule: z.string().nullable(),
  changes: z.array(change),
  sourceGroups: z.array(namedGroup),
});

const membersChanged = z.strictObject({
  id: z.string(),
  kind: z.literal('membersChanged'),
  dateTime: instant,
  message: z.string(),
  sequence: z.int(),
  added: count.nullable(),
  removed: count.nullable(),
  cause,
});

const groupEvent = z.strictObject({
  id: z.string(),
  kind: z.string(),
  dateTime: instant,
  message: z.string(),
  ...origin,
  ruleVersion: z.int(),
  membershipRule: z.string().optional(),
  previousMembershipRule: z.string().optional(),
  changes: z.array(change).optional(),
  details: z.record(z.string(), json).optional(),
});

export const groupHistory = pageOf(z.union([membersChanged, groupEvent]));

const interval = z.strictObject({
  from: instant.nullable(),
  to: instant.nullable(),
  joined: cause.nullable(),
  left: cause.nullable(),
});

/** The intervals, and beside them how the rule stands to the member now. */
export const memberHistory = pageOf(interval).extend({
  groupId: id,
  memberId: id,
  isMember: z.boolean(),
  evaluation: z.looseObject({}).nullable(),
  memberOfSources: z.array(namedGroup).nullable(),
});

export const logMembers = pageOf(
  z.strictObject({
    id,
    kind: z.enum(['user', 'device', 'group']),
    displayName: z.string().nullable(),
    userPrincipalName: z.string().nullable(),
    deletedDateTime: instant.nullable(),
  }),
);

const membership = z.strictObject({
  kind: z.enum(['addedToGroup', 'removedFromGroup']),
  dateTime: instant,
  message: z.string(),
  group: namedGroup,
  sequence: z.int(),
  cause,
});

const objectEvent = z.strictObject({
  id: z.string(),
  kind: z.string(),
  dateTime: instant,
  message: z.string(),
  ...origin,
  changes: z.array(change),
});

export const objectHistory = pageOf(z.union([membership, objectEvent]));
