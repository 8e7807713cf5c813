/** From facts to the records of the audit log that they make, in a fixed order. */
import type { Json } from '../directory/attributes.ts';
import type { GroupEvent, GroupEventKind } from '../directory/group-event.ts';
import type { ObjectEventKind, PropertyChange } from '../directory/object-event.ts';
import { kindOfOrdinal } from '../directory/ordinal.ts';
import type { Actor } from '../directory/origin.ts';
import type { LogEntry } from '../ports/log.ts';
import { guidOf } from '../util/guid-of.ts';
import type { AuditFact, GroupFact, MembersFact, ObjectFact } from './audit-fact.ts';

/** Who Graph says keeps the log, of all that is here. */
export const SERVICE = 'Core Directory';

/** Graph's words. */
export interface AuditActivity {
  readonly name: string;
  readonly category: 'GroupManagement' | 'UserManagement' | 'Device';
  readonly operationType: 'Add' | 'Update' | 'Delete' | 'Assign' | 'Unassign';
}

export interface AuditRecord {
  readonly id: string;
  readonly correlationId: string;
  readonly activity: AuditActivity;
  /** Null: the program itself. */
  readonly actor: Actor | null;
  readonly fact: AuditFact;
  /** Who came or went, by ordinal; an owner by id. */
  readonly member?: number;
  readonly owner?: string;
  readonly changes: readonly PropertyChange[];
}

const ADDED: AuditActivity = membership('Add member to group', 'Assign');
const REMOVED: AuditActivity = membership('Remove member from group', 'Unassign');
const OWNER_ADDED: AuditActivity = membership('Add owner to group', 'Assign');
const OWNER_REMOVED: AuditActivity = membership('Remove owner from group', 'Unassign');

const OBJECT_VERBS: Readonly<Record<ObjectEventKind, 'Add' | 'Update' | 'Delete' | 'Restore'>> = {
  created: 'Add',
  changed: 'Update',
  managerChanged: 'Update',
  deleted: 'Delete',
  restored: 'Restore',
};

/** What is not here leaves no record: how processing went is told elsewhere. */
const GROUP_VERBS: Partial<Record<GroupEventKind, 'Add' | 'Update' | 'Delete' | 'Restore'>> = {
  created: 'Add',
  changed: 'Update',
  ruleChanged: 'Update',
  becameDynamic: 'Update',
  becameAssigned: 'Update',
  paused: 'Update',
  resumed: 'Update',
  deleted: 'Delete',
  restored: 'Restore',
};

/** The records of a fact. `entry`: of the group's log, for a fact of members. */
export function* recordsOf(fact: AuditFact, entry: LogEntry | null): Generator<AuditRecord> {
  switch (fact.kind) {
    case 'object':
      yield recordOfObject(fact);
      return;
    case 'group':
      yield* recordsOfGroup(fact);
      return;
    case 'members':
      if (entry !== null) yield* recordsOfMembers(fact, entry);
  }
}

function recordOfObject(fact: ObjectFact): AuditRecord {
  const { event, ordinal, key } = fact;
  const isDevice = kindOfOrdinal(ordinal) === 'device';
  const verb = OBJECT_VERBS[event.kind];
  const activity: AuditActivity = {
    name: `${verb} ${isDevice ? 'device' : 'user'}`,
    category: isDevice ? 'Device' : 'UserManagement',
    operationType: verb === 'Restore' ? 'Update' : verb,
  };
  const correlationId = guidOf(key);
  const { changes, by } = event;
  return { id: idOf(correlationId, key), correlationId, activity, actor: by.actor, fact, changes };
}

function* recordsOfGroup(fact: GroupFact): Generator<AuditRecord> {
  const { event, key } = fact;
  const correlationId = guidOf(key);
  const base = { correlationId, actor: event.by.actor, fact };
  if (event.kind === 'ownersChanged') {
    let place = 0;
    for (const [side, activity] of [
      ['added', OWNER_ADDED],
      ['removed', OWNER_REMOVED],
    ] as const)
      for (const owner of idsIn(event.details?.[side]))
        yield {
          ...base,
          id: idOf(correlationId, `${key}_${place++}`),
          activity,
          owner,
          changes: [],
        };
    return;
  }
  const verb = GROUP_VERBS[event.kind];
  const changes = changesOf(event);
  // The guard is no property of Graph's: a change of it alone is none of its records.
  if (verb === undefined || (event.kind === 'changed' && changes.length === 0)) return;
  const operationType = verb === 'Restore' ? 'Update' : verb;
  const activity = { name: `${verb} group`, category: 'GroupManagement', operationType } as const;
  yield { ...base, id: idOf(correlationId, key), activity, changes };
}

function changesOf({ kind, changes = [], rule, oldRule }: GroupEvent): readonly PropertyChange[] {
  const state = 'membershipRuleProcessingState';
  switch (kind) {
    case 'created':
    case 'ruleChanged':
    case 'becameDynamic':
    case 'becameAssigned':
      if (rule === undefined && oldRule === undefined) return [];
      return [{ name: 'membershipRule', old: oldRule ?? null, new: rule ?? null }];
    case 'paused':
      return [{ name: state, old: 'On', new: 'Paused' }];
    case 'resumed':
      return [{ name: state, old: 'Paused', new: 'On' }];
    default:
      return changes.filter(({ name }) => name.split('.', 1)[0] !== 'guard');
  }
}

function* recordsOfMembers(fact: MembersFact, entry: LogEntry): Generator<AuditRecord> {
  const { key, only, meta } = fact;
  const { cause, added, removed, seen = [] } = entry;
  const isByHand = cause.kind === 'hand' || cause.kind === 'release';
  const actor = isByHand ? (cause.by?.actor ?? null) : null;
  const asked = cause.asked === undefined ? key : `g_${meta.id.replaceAll('-', '')}_${cause.asked}`;
  const looks = new Map(seen.map(([ordinal, first, newest]) => [ordinal, { first, newest }]));
  for (const [members, activity] of [
    [added, ADDED],
    [removed, REMOVED],
  ] as const)
    for (const member of only === undefined ? members.ordinals() : [only]) {
      if (!members.has(member)) continue;
      const look = looks.get(member);
      const isOfObject = look !== undefined && look.newest > 0 && look.first <= look.newest;
      const correlationId = guidOf(isOfObject ? `o_${member}_${look.newest}` : asked);
      const id = idOf(correlationId, `${key}_${member}`);
      yield { id, correlationId, activity, actor, fact, member, changes: [] };
    }
}

function idOf(correlationId: string, place: string): string {
  return `Directory_${correlationId}_${place}`;
}

function membership(name: string, operationType: 'Assign' | 'Unassign'): AuditActivity {
  return { name, category: 'GroupManagement', operationType };
}

function idsIn(list: Json | undefined): readonly string[] {
  return Array.isArray(list) ? list.filter((id) => typeof id === 'string') : [];
}
