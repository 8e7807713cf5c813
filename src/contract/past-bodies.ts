/** Bodies of answers about the past of a group: its members then, how many, and the rules it has had (docs/history.md). */
import { z } from 'zod';
import { count, id, instant, json, pageOf } from './body-schemas.ts';

const attribute = z.union([z.string(), z.boolean(), z.null()]);

const namedObject = z.strictObject({
  '@odata.type': z.string(),
  id,
  displayName: z.string().nullable(),
  userPrincipalName: attribute.optional(),
  userType: attribute.optional(),
  accountEnabled: attribute.optional(),
  deletedDateTime: instant.nullable(),
});

export const membersAt = pageOf(namedObject).extend({
  dateTime: instant,
  memberCount: count.nullable(),
});

const period = { from: instant, to: instant };

/** How many there were at both instants, and how many came and went between. */
export const membershipDifference = z.strictObject({
  ...period,
  before: count,
  after: count,
  added: count,
  removed: count,
});

export const membersBetween = pageOf(namedObject);

export const memberCounts = z.strictObject({
  ...period,
  value: z.array(
    z.strictObject({
      dateTime: instant,
      count: count.nullable(),
      added: count.nullable(),
      removed: count.nullable(),
    }),
  ),
  markers: z.array(
    z.strictObject({
      dateTime: instant,
      kind: z.enum(['ruleVersion', 'pause', 'resume', 'hold', 'error']),
      text: z.string(),
    }),
  ),
});

const ruleVersion = z.strictObject({
  version: z.int(),
  membershipRule: z.string(),
  createdDateTime: instant,
  author: z.strictObject({ id: z.string(), displayName: z.string().nullable() }).nullable(),
  note: z.string().nullable(),
  change: z.enum(['created', 'becameDynamic', 'edited', 'restored', 'rejected']),
  restoredVersion: z.int().nullable(),
});

export const ruleVersions = pageOf(ruleVersion);

/** Words that both have, and that one of them has. */
export const ruleVersionDifference = z.strictObject({
  from: ruleVersion,
  to: ruleVersion,
  parts: z.array(z.strictObject({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })),
});

/** What an object would be given, under Graph's names. */
export const whatIfRequest = z.record(z.string(), json);
