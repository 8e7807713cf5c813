/**
 * The columns that this version writes, by table; `#` stands for a number. Any other column of a row was put there by a
 * later version. Whoever writes a new column lists it here: keeping-columns.ts refuses one that is not.
 */
import type { TableName } from './table-keys.ts';

const META = [
  ...['displayName', 'kind', 'rule', 'state', 'status', 'lastMembershipUpdated', 'errorMessage'],
  ...['count', 'edit', 'ver', 'membersVer', 'seq', 'deleted', 'p#'],
] as const;

const LOG = [
  'time',
  'addedCount',
  'removedCount',
  'cause#',
  'seen#',
  'added#',
  'removed#',
] as const;

const TRIED = ['since', 'attempts', 'failure', 'discarded'] as const;

export const COLUMNS: Readonly<Record<TableName, readonly string[]>> = {
  objects: ['p#', 'g#', 'time', 'importId', ...TRIED],
  lookup: ['ordinal'],
  ids: ['next'],
  groups: [...META, ...LOG, 'notedIn#', 'notedOut#', 'bits#'],
  listing: META,
  rules: ['epoch', 'p#'],
  runs: ['p#', 'seal', 'slice#', 'members#', 'imports#', 'unread#', 'failures'],
  pending: TRIED,
  due: ['instant', 'groupId', 'ordinal'],
  alerts: ['p#'],
  audits: ['status', 'started', 'driftedGroups', 'p#'],
  imports: ['status', 'lastActivity', 'part', 'row', 'p#', 'ordinals#'],
  extensions: ['p#'],
  settings: ['time', 'p#'],
  poison: ['p#'],
  holds: ['p#'],
  idempotency: ['id', 'expires', 'p#'],
  feed: ['id', 'ordinal', 'changes', 'seq'],
  previews: ['p#', 'members#', 'guests#', 'disabled#', 'unread#'],
  webhooks: ['p#'],
  latency: ['p#'],
  mails: ['p#'],
};
