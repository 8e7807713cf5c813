/** Objects as they stand, with what they are compared with: what the client knows of them. */
import { highest, NO_VERSION, type Version } from '../directory/feed.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { RuleControl } from '../directory/rule-control.ts';
import { asItCounts } from '../groups/effective-state.ts';
import type { Context } from '../membership/context.ts';
import { versionOfGroup } from '../membership/noting-stores.ts';
import { readRows } from '../membership/read-rows.ts';
import type { StoredGroup } from '../ports/ports.ts';
import { UnreadableRowError } from '../ports/unreadable-row.ts';
import { mapAtOnce } from '../util/at-once.ts';
import type { DeltaQuery } from './delta-query.ts';

const READS_AT_ONCE = 16;

/** A user or device, or a group; its members are not there unless they are followed. */
export type Found =
  | { readonly kind: 'user' | 'device'; readonly row: ObjectRow }
  | { readonly kind: 'group'; readonly group: StoredGroup };

/** What may have changed since a version. */
export interface Suspect {
  readonly id: string;
  readonly ordinal: number;
  readonly since: Version;
}

/** What is there of some suspects; those whose rows can't be read, or are not there yet, are left out. */
export async function findSuspects(
  context: Context,
  query: DeltaQuery,
  suspects: readonly Suspect[],
): Promise<ReadonlyMap<string, Found>> {
  const ids = suspects.map(({ id }) => id);
  if (query.kind === 'group') return groupsById(context, query, ids);
  const { kind } = query;
  const ordinals = suspects.map(({ ordinal }) => ordinal);
  const rows = await readableRows(context, ordinals);
  return new Map(rows.map((row) => [row.id, { kind, row }]));
}

/** Groups as they stand, deleted ones too. */
export async function groupsById(
  context: Context,
  query: DeltaQuery,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Found>> {
  if (ids.length === 0) return new Map();
  const control = await context.rules.readControl();
  const groups = await mapAtOnce(ids, READS_AT_ONCE, (id) =>
    orNull(() => readGroup(context, query, id)),
  );
  return new Map(
    groups
      .filter((group) => group !== null)
      .map((group) => [group.meta.id, { kind: 'group', group: shown(control, group) }]),
  );
}

function shown(control: RuleControl, group: StoredGroup): StoredGroup {
  return { ...group, meta: asItCounts(control, group.meta) };
}

async function readGroup(
  context: Context,
  { withMembers }: DeltaQuery,
  id: string,
): Promise<StoredGroup | null> {
  if (withMembers) return context.groups.read(id);
  const group = await context.groups.readMeta(id);
  return group === null ? null : { meta: group.value, members: new OrdinalSet(), etag: group.etag };
}

/** One row that can't be read keeps nobody else from being told of. */
async function readableRows(
  context: Context,
  ordinals: readonly number[],
): Promise<readonly ObjectRow[]> {
  const rows = await orNull(() => readRows(context.objects, ordinals));
  if (rows !== null) return rows;
  const each = await mapAtOnce(ordinals, READS_AT_ONCE, (ordinal) =>
    orNull(() => context.objects.read(ordinal)),
  );
  return each.filter((row) => row !== null);
}

async function orNull<T>(read: () => Promise<T | null>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableRowError) return null;
    throw error;
  }
}

export function ordinalOf(found: Found): number {
  return found.kind === 'group' ? (found.group.meta.ordinal ?? -1) : found.row.ordinal;
}

/** How far an object has come. */
export function versionOf(found: Found): Version {
  if (found.kind === 'group') return versionOfGroup(found.group.meta);
  return { changes: found.row.history.changes, seq: 0 };
}

/** From where on a client has to be told: nothing it knows, nothing before the first note. */
export function baseOf(noted: Version, known: Version | null): Version {
  return highest(noted, known ?? NO_VERSION);
}
