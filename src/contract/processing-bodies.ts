/** Bodies of what operators look after: what failed, self-audits, imports, exports, health. */
import { z } from 'zod';
import { actor, count, id, instant, json, pageOf } from './body-schemas.ts';

/** What stands, and what it says besides depends on its kind. */
export const alerts = pageOf(
  z.looseObject({
    id: z.string(),
    kind: z.string(),
    severity: z.enum(['error', 'warning']),
    groupId: id.nullable(),
    createdDateTime: instant,
    message: z.string(),
  }),
);

export const poison = z.strictObject({
  value: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(['user', 'device', 'group', 'message']),
      since: instant,
      attempts: count,
      reason: z.string(),
      queue: z.string().optional(),
      text: z.string().optional(),
      later: z.string().optional(),
    }),
  ),
});

const audit = z.strictObject({
  id,
  status: z.enum(['running', 'succeeded', 'failed']),
  startedDateTime: instant,
  endedDateTime: instant.nullable(),
  actor,
  repair: z.boolean(),
  objects: count,
  groups: count,
  groupsLeftOut: count,
  memberships: count,
  driftedGroups: count,
  driftedMemberships: count,
  repairedGroups: z.array(id),
  error: z.string().nullable(),
});

const drift = z.strictObject({
  groupId: id,
  missing: z.array(id),
  extra: z.array(id),
  more: z.boolean(),
});

export const audits = pageOf(audit);
export const auditWithDrift = audit.extend({ drift: z.array(drift) });
export const auditRequest = z.strictObject({ repair: z.boolean().optional() });
export const auditStarted = z.strictObject({ id });

const importSummary = z.strictObject({
  id,
  status: z.enum(['open', 'complete', 'abandoned']),
  createdDateTime: instant,
  lastActivityDateTime: instant,
});

const counts = {
  lines: count,
  created: count,
  changed: count,
  unchanged: count,
  failed: count,
  pending: count,
};

const number = z.int().min(1);

const part = z.strictObject({
  part: number,
  status: z.enum(['running', 'done']),
  ...z.strictObject(counts).partial().shape,
});

const importError = z.strictObject({
  line: z.int(),
  code: z.string(),
  message: z.string(),
  target: z.string().optional(),
});

export const imports = pageOf(importSummary);
export const importOverview = importSummary.extend({ ...counts, parts: z.array(part) });
/** What a part that was sent did, or would do. */
export const importedPart = z.strictObject({
  part: number,
  ...counts,
  errors: z.array(importError),
  /** Only where nothing was to be written: references that depend on other parts. */
  references: z
    .array(
      z.strictObject({
        line: z.int(),
        target: z.enum(['manager', 'members', 'owners']),
        reference: z.string(),
      }),
    )
    .optional(),
});

export const importPart = part.extend({ errors: z.array(importError) });

/** Lines of a file that can be imported again, with Graph's names of properties. */
export const exportPage = pageOf(z.record(z.string(), json));

const status = z.enum(['ok', 'degraded', 'unavailable']);

/** The checks are told only to those who may see the metrics. */
export const health = z.strictObject({
  status,
  checks: z
    .array(z.strictObject({ name: z.string(), status, reason: z.string().nullable() }))
    .optional(),
});

export const liveness = z.strictObject({ status: z.literal('ok') });

/** The document that says all this. */
export const openApi = z.looseObject({ openapi: z.string() });
