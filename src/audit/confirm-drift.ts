/**
 * A difference is drift only if it stands while nothing is under way that would mend it. The group is read, then what would
 * have to be under way, then the group again: if it is the same, nobody wrote it in between (docs/history.md says why this
 * never takes a change that is being worked on for drift).
 */
import { type GroupMeta, isFrozen } from '../directory/group-meta.ts';
import { isSettled, type ObjectRow } from '../directory/object-row.ts';
import type { RuleObject, RuleScope } from '../directory/rule-object.ts';
import type { Context } from '../membership/context.ts';
import { judgedObjectOf, scopeOf, WrongTypeError } from '../membership/object-change.ts';
import { isPaused } from '../membership/pausing.ts';
import type { Drift } from '../ports/audit-ports.ts';
import type { StoredGroup } from '../ports/ports.ts';
import { evaluate } from '../rules/evaluate.ts';
import { type Validation, validateRule } from '../rules/validate-rule.ts';
import { readReadable } from './read-readable.ts';

const ATTEMPTS = 3;
/** How far clocks may be apart: what flips by itself within it is left out. */
const CLOCK_TOLERANCE = 5 * 60_000;

/** What a group's rule says of an object; null: it cannot be said at the moment. */
type Judge = (row: ObjectRow) => boolean | null;

/** The drift among some objects of a group; null when it is left out, because work on it is under way. */
export async function confirmDrift(
  context: Context,
  groupId: string,
  ordinals: readonly number[],
): Promise<Drift | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const group = await context.groups.read(groupId);
    if (group === null || !isSteady(context, group.meta)) return null;
    const judge = await judgeOf(context, group);
    if (judge === null) return null;
    const rows = (await readReadable(context, ordinals)).filter(isSettled);
    const wrong = rows.filter((row) => {
      const belongs = judge(row);
      return belongs !== null && belongs !== group.members.has(row.ordinal);
    });
    if (!(await isUnderWay(context, group)) && (await isUnwritten(context, group)))
      return driftOf(group, wrong);
  }
  return null;
}

/** Whether the group's members should be what its rule says, now. */
export function isSteady(context: Context, meta: GroupMeta): boolean {
  if (meta.deleted !== null) return false;
  if (meta.kind === 'assigned') return true;
  return (
    !isPaused(context, meta) && !isFrozen(meta) && meta.todoSince === null && meta.run === null
  );
}

function driftOf({ meta, members }: StoredGroup, wrong: readonly ObjectRow[]): Drift {
  const [extra, missing] = [true, false].map((isMember) =>
    wrong.filter(({ ordinal }) => members.has(ordinal) === isMember).map(({ id }) => id),
  );
  return { groupId: meta.id, missing: missing ?? [], extra: extra ?? [], more: false };
}

async function isUnwritten(context: Context, group: StoredGroup): Promise<boolean> {
  return (await context.groups.readMeta(group.meta.id))?.etag === group.etag;
}

/**
 * A group that is announced, or follows one that is, is written before the announcement goes. While all groups are paused
 * objects are settled although nobody changed their memberships: before the pause ends, each group is written.
 */
async function isUnderWay(context: Context, { meta }: StoredGroup): Promise<boolean> {
  await context.index.refresh();
  if (isPaused(context, meta)) return true;
  const ids = [meta.id, ...(context.index.ruleOf(meta.id, meta.rule)?.memberOf ?? [])];
  const pending = await Promise.all(ids.map((id) => context.pending.read(id)));
  return pending.some((row) => row !== null);
}

async function judgeOf(context: Context, { meta }: StoredGroup): Promise<Judge | null> {
  if (meta.kind === 'assigned') return ({ deleted }) => (deleted === null ? null : false);
  const validation = validateRule(meta.rule ?? '');
  if (!validation.valid) return null;
  const rule = context.index.ruleOf(meta.id, meta.rule);
  const due = await dueSoon(context, new Set([meta.id, ...(rule?.memberOf ?? [])]));
  const judge =
    rule?.memberOf == null
      ? judgeByRule(context, validation)
      : await judgeBySources(context, rule.memberOf, rule.scope);
  return (row) => (due === 'many' || due.has(row.ordinal) ? null : judge(row));
}

/** Members by the clock flip when their instant is worked on; one whose instant is near is left out. */
async function dueSoon(
  context: Context,
  groupIds: ReadonlySet<string>,
): Promise<ReadonlySet<number> | 'many'> {
  const until = context.clock.now().getTime() + CLOCK_TOLERANCE;
  const rows = await context.due.list(new Date(until).toISOString());
  const concerned = rows.filter(({ value }) => groupIds.has(value.groupId));
  return rows.length >= MOST_DUE ? 'many' : new Set(concerned.map(({ value }) => value.ordinal));
}

/** What `DueStore.list` answers at most. */
const MOST_DUE = 1_000;

function judgeByRule(
  context: Context,
  { scope, ast }: Extract<Validation, { valid: true }>,
): Judge {
  const instants = [0, CLOCK_TOLERANCE].map(
    (later) => new Date(context.clock.now().getTime() + later),
  );
  return (row) => {
    const object = scopeOf(row) === scope ? objectOf(row) : null;
    if (object === 'unreadable') return null;
    const [now, soon] = instants.map((at) => object !== null && evaluate(ast, object, { now: at }));
    return now === soon ? (now ?? null) : null;
  };
}

/** What holds a value of a wrong type is left as it is by everybody. */
function objectOf(row: ObjectRow): RuleObject | 'unreadable' | null {
  try {
    return judgedObjectOf(row);
  } catch (error) {
    if (error instanceof WrongTypeError) return 'unreadable';
    throw error;
  }
}

async function judgeBySources(
  context: Context,
  sourceIds: readonly string[],
  scope: RuleScope,
): Promise<Judge> {
  const groups = await Promise.all(sourceIds.map((id) => context.groups.read(id)));
  const sources = groups.filter((source) => source?.meta.deleted === null);
  return (row) =>
    row.deleted === null &&
    scopeOf(row) === scope &&
    sources.some((source) => source?.members.has(row.ordinal));
}
