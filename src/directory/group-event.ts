/**
 * What is kept of a group besides its members' coming and going: who made it what it is. Events of one group are numbered
 * from 1 without gaps. They are worked out from `meta` before and after a write, so that no writer can forget one.
 */
import type { Attributes, Json } from './attributes.ts';
import type { GroupMeta, Owner } from './group-meta.ts';
import { type PropertyChange, propertyChanges } from './object-event.ts';
import type { Origin } from './origin.ts';

const KINDS = [
  'created',
  'changed',
  'ownersChanged',
  'ruleChanged',
  'ruleTestsOverridden',
  'becameDynamic',
  'becameAssigned',
  'paused',
  'resumed',
  'reprocessed',
  'failed',
  'recovered',
  'runEnded',
  'held',
  'holdEnded',
  'deleted',
  'restored',
] as const;

/** Stable codes; they are part of the interface and never translated. */
export type GroupEventKind = (typeof KINDS)[number];

/** Whether a word is one of these codes. */
export function isGroupEventKind(kind: string): kind is GroupEventKind {
  return KINDS.some((known) => known === kind);
}

/** What an event says beyond its kind: the rule after it, the rule before it, an error's code and text, and the like. */
export interface GroupEventDraft {
  readonly kind: GroupEventKind;
  /** The rule's text from here on; there in every event after which another rule decides. */
  readonly rule?: string;
  readonly oldRule?: string;
  readonly changes?: readonly PropertyChange[];
  /** Facts of one kind of event alone. */
  readonly details?: Readonly<Record<string, Json>>;
}

export interface GroupEvent extends GroupEventDraft {
  readonly number: number;
  /** ISO, UTC. */
  readonly time: string;
  /** The newest log entry when it happened: an entry with a greater sequence came after it. */
  readonly seq: number;
  readonly ver: number;
  readonly by: Origin;
}

/** Events after which members have to be worked out anew. */
const ASKS_FOR_RUN: ReadonlySet<GroupEventKind> = new Set([
  'created',
  'ruleChanged',
  'becameDynamic',
  'resumed',
  'reprocessed',
  'recovered',
  'restored',
]);

/** Whether members have to be worked out anew after it. */
export function asksForRun({ kind }: GroupEventDraft): boolean {
  return ASKS_FOR_RUN.has(kind);
}

/** What happened to a group between two states of its `meta`, in an order in which it makes sense; `before` is null when it is created. */
export function groupEventsBetween(
  before: GroupMeta | null,
  after: GroupMeta,
): readonly GroupEventDraft[] {
  if (before === null)
    return [{ kind: 'created', ...ruleOf(after) }, ...ownerChanges([], after.owners)];
  return [
    ...existence(before, after),
    ...resourceChanges(before, after),
    ...ownerChanges(before.owners, after.owners),
    ...errorChanges(before, after),
    ...ruleChanges(before, after),
    ...stateChanges(before, after),
  ];
}

function ruleOf({ kind, rule }: GroupMeta): { readonly rule?: string } {
  return kind === 'dynamic' && rule !== null ? { rule } : {};
}

function existence(before: GroupMeta, after: GroupMeta): readonly GroupEventDraft[] {
  if ((before.deleted === null) === (after.deleted === null)) return [];
  return [{ kind: after.deleted === null ? 'restored' : 'deleted' }];
}

function resourceChanges(before: GroupMeta, after: GroupMeta): readonly GroupEventDraft[] {
  const changes = propertyChanges(valuesOf(before), valuesOf(after));
  return changes.length === 0 ? [] : [{ kind: 'changed', changes }];
}

function valuesOf({ resource, guard, ruleTests }: GroupMeta): Attributes {
  return {
    ...resource,
    ...(guard !== null && {
      guard: {
        minimumSize: guard.minimumSize,
        additions: { ...guard.additions },
        removals: { ...guard.removals },
      },
    }),
    ...(ruleTests !== undefined && {
      ruleTests: { ...ruleTests, size: ruleTests.size && { ...ruleTests.size } },
    }),
  };
}

function ownerChanges(
  before: readonly Owner[],
  after: readonly Owner[],
): readonly GroupEventDraft[] {
  const idsBeyond = (owners: readonly Owner[], others: readonly Owner[]) =>
    owners.map(({ id }) => id).filter((id) => !others.some((other) => other.id === id));
  const [added, removed] = [idsBeyond(after, before), idsBeyond(before, after)];
  if (added.length === 0 && removed.length === 0) return [];
  return [{ kind: 'ownersChanged', details: { added, removed } }];
}

function errorChanges(
  { error: was }: GroupMeta,
  { error: is }: GroupMeta,
): readonly GroupEventDraft[] {
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  if (is === null) return [{ kind: 'recovered' }];
  return [{ kind: 'failed', details: { code: is.code, params: is.params } }];
}

function ruleChanges(before: GroupMeta, after: GroupMeta): readonly GroupEventDraft[] {
  const old = before.rule === null ? {} : { oldRule: before.rule };
  if (before.kind !== after.kind)
    return after.kind === 'dynamic'
      ? [{ kind: 'becameDynamic', ...ruleOf(after) }]
      : [{ kind: 'becameAssigned', ...old }];
  return before.rule === after.rule ? [] : [{ kind: 'ruleChanged', ...old, ...ruleOf(after) }];
}

function stateChanges(before: GroupMeta, after: GroupMeta): readonly GroupEventDraft[] {
  if (before.kind !== 'dynamic' || after.kind !== 'dynamic' || before.state === after.state)
    return [];
  return [{ kind: after.state === 'Paused' ? 'paused' : 'resumed' }];
}
