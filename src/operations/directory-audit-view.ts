/** Audit records as Graph shows them (graph-spec.md 12): values are JSON in strings. */
import type { Json } from '../directory/attributes.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { PropertyChange } from '../directory/object-event.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import type { Actor } from '../directory/origin.ts';
import { ENGINE } from '../history/audit-filter.ts';
import { type AuditRecord, SERVICE } from '../history/audit-record.ts';
import type { Context } from '../membership/context.ts';
import { readRows } from '../membership/read-rows.ts';
import { findObjectOrNull } from '../objects/find-object.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { guidOf } from '../util/guid-of.ts';
import { isGuid } from '../util/ids.ts';

const READS_AT_ONCE = 32;

/** Whom records speak of. */
interface Named {
  readonly rows: ReadonlyMap<number, ObjectRow>;
  /** Actors and owners by id; those who are no users are missing. */
  readonly users: ReadonlyMap<string, ObjectRow>;
}

/** In their order. */
export async function viewAuditRecords(
  context: Context,
  records: readonly AuditRecord[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const named = await namesIn(context, records);
  return records.map((record) => viewRecord(record, named));
}

async function namesIn(context: Context, records: readonly AuditRecord[]): Promise<Named> {
  const ordinals = records.flatMap(({ fact, member }) =>
    fact.kind === 'object' ? [fact.ordinal] : member === undefined ? [] : [member],
  );
  const unique = [...new Set(ordinals)].sort((left, right) => left - right);
  const ids = records.flatMap(({ actor, owner }) => [
    ...(actor === null || actor.isApplication ? [] : [actor.id]),
    ...(owner === undefined ? [] : [owner]),
  ]);
  const found = await mapAtOnce([...new Set(ids)].filter(isGuid), READS_AT_ONCE, (value) =>
    findObjectOrNull(context, { name: 'id', value }),
  );
  const users = found.filter((row) => row !== null);
  return {
    rows: new Map((await readRows(context.objects, unique)).map((row) => [row.ordinal, row])),
    users: new Map(users.map((row) => [row.id, row])),
  };
}

function viewRecord(record: AuditRecord, named: Named): Readonly<Record<string, unknown>> {
  const { id, correlationId, activity, fact, actor } = record;
  return {
    id,
    category: activity.category,
    correlationId,
    result: 'success',
    resultReason: '',
    activityDisplayName: activity.name,
    activityDateTime: fact.time,
    loggedByService: SERVICE,
    operationType: activity.operationType,
    initiatedBy: viewInitiator(actor, named),
    targetResources: targetsOf(record, named),
    additionalDetails: [],
  };
}

function viewInitiator(actor: Actor | null, { users }: Named): unknown {
  if (actor === null) return { user: null, app: viewApp(ENGINE, guidOf(ENGINE)) };
  const { id, displayName, isApplication } = actor;
  if (isApplication) return { user: null, app: viewApp(displayName, id) };
  const userPrincipalName = users.get(id)?.attributes.userPrincipalName ?? null;
  const unknown = { ipAddress: null, userType: null, homeTenantId: null, homeTenantName: null };
  return { user: { id, displayName, userPrincipalName, ...unknown }, app: null };
}

function viewApp(displayName: string, servicePrincipalId: string): unknown {
  return { appId: null, displayName, servicePrincipalId, servicePrincipalName: null };
}

function targetsOf(record: AuditRecord, { rows, users }: Named): readonly unknown[] {
  const { fact, member, owner, actor, changes } = record;
  if (fact.kind === 'object') {
    const row = rows.get(fact.ordinal);
    return [
      viewTarget(row, {
        displayName: row?.attributes.displayName ?? null,
        modified: viewChanges(changes),
      }),
    ];
  }
  const group = { meta: fact.meta, isEngine: actor === null };
  if (owner !== undefined) {
    const modified = viewGroupOf(record, fact.meta);
    const target = users.get(owner);
    const shown =
      target === undefined ? servicePrincipal(owner, modified) : viewTarget(target, { modified });
    return [shown, viewGroup(group, { modified: [] })];
  }
  if (fact.kind === 'group') {
    const { displayName } = fact.meta.resource;
    return [viewGroup(group, { displayName, modified: viewChanges(changes) })];
  }
  const modified = viewGroupOf(record, fact.meta);
  return [viewTarget(rows.get(member ?? -1), { modified }), viewGroup(group, { modified: [] })];
}

interface Shown {
  readonly displayName?: Json;
  readonly modified: readonly unknown[];
}

const TYPES: Readonly<Record<ObjectKind, string>> = {
  user: 'User',
  device: 'Device',
  group: 'Group',
};

function viewTarget(row: ObjectRow | undefined, { displayName = null, modified }: Shown): unknown {
  return {
    id: row?.id ?? null,
    displayName,
    type: row === undefined ? 'Other' : TYPES[row.kind],
    userPrincipalName: row?.attributes.userPrincipalName ?? null,
    groupType: row?.kind === 'group' ? 'unknownFutureValue' : null,
    modifiedProperties: modified,
  };
}

function servicePrincipal(id: string, modified: readonly unknown[]): unknown {
  const nothing = { displayName: null, userPrincipalName: null, groupType: null };
  return { id, type: 'ServicePrincipal', ...nothing, modifiedProperties: modified };
}

function viewGroup(
  { meta, isEngine }: { readonly meta: GroupMeta; readonly isEngine: boolean },
  { displayName = null, modified }: Shown,
): unknown {
  const groupType = meta.resource.unified ? 'unifiedGroups' : 'azureAD';
  return {
    id: meta.id,
    displayName,
    type: 'Group',
    userPrincipalName: null,
    groupType: isEngine ? 'unknownFutureValue' : groupType,
    modifiedProperties: modified,
  };
}

/** The group somebody came into, or left. */
function viewGroupOf({ activity }: AuditRecord, { id, resource }: GroupMeta): readonly unknown[] {
  const isNew = activity.operationType === 'Assign';
  const property = (displayName: string, value: string | null) => ({
    displayName,
    oldValue: isNew ? null : value,
    newValue: isNew ? value : null,
  });
  return [
    property('Group.ObjectID', JSON.stringify(id)),
    property('Group.DisplayName', JSON.stringify(resource.displayName)),
    property('Group.WellKnownObjectName', null),
  ];
}

function viewChanges(changes: readonly PropertyChange[]): readonly unknown[] {
  if (changes.length === 0) return [];
  const names = changes.map(({ name }) => capitalized(name));
  return [
    ...changes.map(({ name, old, new: next }) => ({
      displayName: capitalized(name),
      oldValue: listed(old),
      newValue: listed(next),
    })),
    {
      displayName: 'Included Updated Properties',
      oldValue: null,
      newValue: JSON.stringify(names.join(', ')),
    },
  ];
}

/** Entra tells values of properties as lists; nothing is an empty one. */
function listed(value: Json): string {
  if (value === null) return '[]';
  return JSON.stringify(Array.isArray(value) ? value : [value]);
}

function capitalized(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
