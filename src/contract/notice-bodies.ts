/** Bodies of webhooks and reports. */
import { z } from 'zod';
import { count, id, instant, pageOf } from './body-schemas.ts';
import { WEBHOOK_EVENTS } from './webhook-type.ts';

export const webhook = z.strictObject({
  id,
  url: z.string(),
  events: z.array(z.enum(WEBHOOK_EVENTS)),
  groupIds: z.array(id),
  status: z.enum(['enabled', 'disabled']),
  failures: count,
  nextAttemptDateTime: instant.nullable(),
  createdDateTime: instant,
  createdBy: z.string().nullable(),
});
export const webhooks = pageOf(webhook);
export const webhookCreated = webhook.extend({ secret: z.string() });
export const webhookTested = z.strictObject({
  status: z.int().nullable(),
  error: z.string().nullable(),
});
export const webhookDeliveries = z.strictObject({
  value: z.array(
    webhookTested.extend({ number: count, eventId: z.string(), type: z.string(), time: instant }),
  ),
});

const named = z.strictObject({ id, displayName: z.string() });

export const licenceReport = z.strictObject({
  createdDateTime: instant,
  users: count,
  usersOfOneGroup: count,
  groups: z.array(named.extend({ users: count, usersOnlyHere: count })),
  unreadableGroups: z.array(id),
});

const seconds = z.number().nullable();
const figures = z.strictObject({
  changes: count,
  p50Seconds: seconds,
  p95Seconds: seconds,
  p99Seconds: seconds,
});

export const latencyReport = figures.extend({
  fromDateTime: instant,
  throughDateTime: instant,
  hours: z.array(figures.extend({ dateTime: instant })),
  oldestPendingDateTime: instant.nullable(),
  pendingObjects: count,
  pendingGroups: count,
});

const findings = z.array(named.extend({ rule: z.string(), code: z.string(), message: z.string() }));

export const ruleReport = z.strictObject({
  createdDateTime: instant,
  rules: count,
  sameRule: z.array(z.array(named)),
  sameMembers: z.array(z.array(named)),
  neverTrue: findings,
  slow: findings,
  risky: findings,
  invalid: findings,
});
