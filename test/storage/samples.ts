/** Rows that the tests of the stores are made of. */

import type { GroupEvent } from '../../src/directory/group-event.ts';
import type { GroupMeta } from '../../src/directory/group-meta.ts';
import type { ObjectEvent } from '../../src/directory/object-event.ts';
import type { ObjectContent } from '../../src/directory/object-row.ts';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import { SYSTEM } from '../../src/directory/origin.ts';
import type { LogEntry } from '../../src/ports/log.ts';
import { plainResource } from '../support/plain-resource.ts';

export const TIME = '2026-03-01T08:00:00.000Z';

export function groupId(number: number, firstDigit = 'a'): string {
  return `${firstDigit}0000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export function sampleObject(ordinal: number, changes: Partial<ObjectContent> = {}): ObjectContent {
  return {
    ordinal,
    id: groupId(ordinal, 'e'),
    kind: 'user',
    deleted: null,
    created: TIME,
    attributes: { displayName: `Person ${ordinal}`, accountEnabled: true, businessPhones: ['1'] },
    undo: [],
    since: null,
    importId: null,
    assignedTo: {},
    history: { changes: 0, settled: 0 },
    ...changes,
  };
}

/** With something to be looked at. */
export function unsettledObject(ordinal: number): ObjectContent {
  return sampleObject(ordinal, {
    attributes: { displayName: `Łódź ${ordinal}`, aboutMe: 'ж'.repeat(1_000) },
    undo: [{ attributes: { department: 'Sales' } }, { attributes: {}, existed: false }],
    since: TIME,
  });
}

export function sampleGroup(id: string, changes: Partial<GroupMeta> = {}): GroupMeta {
  return {
    id,
    ordinal: 2 ** 29,
    resource: {
      ...plainResource('sales'),
      displayName: 'All of Sales',
      createdDateTime: TIME,
    },
    kind: 'dynamic',
    rule: 'user.department -eq "Sales"',
    state: 'On',
    owners: [],
    edit: 1,
    ver: 1,
    membersVer: 0,
    todoSince: TIME,
    run: null,
    error: null,
    seq: 0,
    projectedSeq: null,
    importId: null,
    membersRule: null,
    cause: null,
    guard: null,
    hold: null,
    recentRemovals: [],
    count: 0,
    lastMembershipUpdated: null,
    deleted: null,
    history: { events: 0, rule: 0, run: 0 },
    ...changes,
  };
}

export function logEntry(seq: number, changes: Partial<LogEntry> = {}): LogEntry {
  return {
    seq,
    time: TIME,
    cause: { kind: 'change', ver: 1 },
    added: new OrdinalSet(),
    removed: new OrdinalSet(),
    notedIn: new OrdinalSet(),
    notedOut: new OrdinalSet(),
    ...changes,
  };
}

export function objectEvent(number: number): ObjectEvent {
  const changes = [{ name: 'department', old: null, new: 'Łódź' }];
  const by = { actor: { id: 'ada', displayName: 'Ada' }, requestId: 'r', importId: null };
  return { number, time: TIME, kind: 'changed', changes, by };
}

export function groupEvent(number: number): GroupEvent {
  const rule = 'user.department -eq "Łódź"';
  return { number, time: TIME, kind: 'ruleChanged', rule, seq: 3, ver: 2, by: SYSTEM };
}

/** What a set holds, so that a test can compare it. */
export function ordinalsOf(set: OrdinalSet): readonly number[] {
  return [...set.ordinals()];
}
