/**
 * `meta` as properties: the whole of it as JSON, which is what is read back, and beside it what somebody who opens the table
 * wants to see. Those columns are written with it and never read.
 */
import { errorMessageOf, type GroupMeta, statusOf } from '../directory/group-meta.ts';
import type { Properties, PropertyValue } from './entity-table.ts';
import { packJson, unpackJson } from './packing.ts';

const PACKED = 'p';

export function groupProperties(meta: GroupMeta): Properties {
  return { ...columnsOf(meta), ...packJson(PACKED, meta) };
}

export function groupMetaOf(properties: Properties): GroupMeta {
  // Groups written before there were imports have no mark of one.
  return { importId: null, ...unpackJson<Omit<GroupMeta, 'importId'>>(PACKED, properties) };
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
