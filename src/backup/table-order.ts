/**
 * Which tables are kept, and in which order they are read while the system goes on. Whatever is worked out from another table
 * is read before it, so that it is never ahead: a projection of rules moves forward by itself. What a row may point at is
 * read after it: an object that a group names is there, and so is every name of an object. The marks of ordinals come
 * last, so that none is given out twice.
 */
import type { TableName } from '../storage/table-keys.ts';

export const KEPT_TABLES = [
  'rules',
  'listing',
  'groups',
  'objects',
  'lookup',
  'holds',
  'due',
  'imports',
  'audits',
  'alerts',
  'extensions',
  'settings',
  'ids',
] as const satisfies readonly TableName[];

export type KeptTable = (typeof KEPT_TABLES)[number];

/** Why the others are left out; a table that is new has to be in one of the two. */
export const LEFT_OUT: Readonly<Record<Exclude<TableName, KeptTable>, string>> = {
  runs: 'runs that were under way are begun anew',
  pending: 'every group is announced anew',
  poison: 'messages are not kept',
  idempotency: 'a request that is repeated after a restore is done',
  latency: 'figures of the last day',
  webhooks: 'they hold secrets, and how far each has come: they are made anew after a restore',
  feed: 'clients of delta queries start over after a restore',
  previews: 'they are asked for again',
  mails: 'who was a member before a restore gets no welcome mail after it',
};
