/**
 * `meta` as properties: the whole of it as JSON, which is what is read back, and beside it what somebody who opens the table
 * wants to see. Those columns are written with it and never read.
 */
import type { GroupEvent } from '../directory/group-event.ts';
import {
  errorMessageOf,
  type GroupMeta,
  NO_GROUP_HISTORY,
  statusOf,
} from '../directory/group-meta.ts';
import type { Entity, EntityAction, Properties, PropertyValue } from './entity-table.ts';
import { packJson, unpackJson } from './packing.ts';
import { groupEventRowKey } from './table-keys.ts';

const PACKED = 'p';

export function groupProperties(meta: GroupMeta): Properties {
  return { ...columnsOf(meta), ...packJson(PACKED, meta) };
}

export function groupMetaOf(properties: Properties): GroupMeta {
  return { ...LATER_FIELDS, ...unpackJson<GroupMeta>(PACKED, properties) };
}

/** What rows lack that were written before there were imports, history, guards and owners. */
const LATER_FIELDS = {
  importId: null,
  owners: [],
  history: NO_GROUP_HISTORY,
  membersRule: null,
  cause: null,
  guard: null,
  hold: null,
  recentRemovals: [],
} as const;

/** The row is new or the same: who writes it writes `meta` in the same transaction, which counts events. */
export function putGroupEvent(event: GroupEvent): EntityAction {
  const { time, kind, number } = event;
  const properties = { time, kind, ...packJson(PACKED, event) };
  return { kind: 'put', row: groupEventRowKey(number), properties };
}

export function groupEventOf({ properties }: Entity): GroupEvent {
  return unpackJson<GroupEvent>(PACKED, properties);
}

function columnsOf(meta: GroupMeta): Properties {
  const { kind, state, count, edit, ver, membersVer, seq } = meta;
  const columns: Record<string, PropertyValue | null> = {
    displayName: wellFormed(meta.resource.displayName),
    kind,
    rule: meta.rule === null ? null : wellFormed(meta.rule),
    state,
    status: statusOf(meta),
    lastMembershipUpdated: meta.lastMembershipUpdated,
    errorMessage: errorMessageOf(meta),
    count,
    edit,
    ver,
    membersVer,
    seq,
    deleted: meta.deleted,
  };
  return Object.fromEntries(
    Object.entries(columns).filter((entry): entry is [string, PropertyValue] => entry[1] !== null),
  );
}

/** Half a surrogate pair cannot be sent as text; within the JSON it is escaped. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udfff]/gu, '\ufffd');
}
