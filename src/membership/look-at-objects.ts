/**
 * Looks at objects that changed: works out from the rows as they are which groups they belong to, and writes it only if
 * nobody wrote in between (protocol.md 2, "look at objects"). Repeating it, early or late, does no harm.
 */
import type { GroupMeta } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import { isSettled } from '../directory/object-row.ts';
import type { RuleIndex } from '../matching/rule-index.ts';
import type { LookTrace } from '../ports/log.ts';
import type { StoredGroup } from '../ports/ports.ts';
import type { Context } from './context.ts';
import { decidingRule } from './deciding-rule.ts';
import { Failures } from './failures.ts';
import { judge } from './judge.ts';
import { KeptChangingError } from './kept-changing.ts';
import { type Looked, tracesOf } from './look-trace.ts';
import { followSources } from './member-of.ts';
import { changeOf, scopeOf } from './object-change.ts';
import { hearOfPauses, isPaused } from './pausing.ts';
import { projectIfBehind } from './project-rule.ts';
import { byBlock, readRows } from './read-rows.ts';
import { releaseReports } from './reports.ts';
import { reviveGroupsAmong } from './retire-group.ts';
import { writeVerdicts } from './write-verdicts.ts';

/** After as many collisions the message is given back; it or the sweeper brings the objects again. */
const ATTEMPTS = 50;

/** Looks at objects by ordinal, all together; those with nothing unsettled are left alone. Throws as `lookAtGroup` does. */
export async function lookAtObjects(context: Context, ordinals: readonly number[]): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await lookOnce(context, ordinals)) return;
  }
  throw new KeptChangingError(`${ordinals.length} objects`);
}

async function lookOnce(context: Context, ordinals: readonly number[]): Promise<boolean> {
  const rows = await rowsToLookAt(context, ordinals);
  if (rows.length === 0) return true;
  const index = await context.index.refresh();
  if (await reviveGroupsAmong(context, rows)) return false;
  const touched = touchedGroups(index, rows, context.clock.now());
  const looked =
    touched.size > 0 ? await lookAtGroupsFor(context, touched, rows) : new Map<string, number>();
  if (looked === null) return false;
  if (!(await settle(context, rows, tracesOf(rows, { touched, looked, index })))) return false;
  await context.progress.note();
  return true;
}

/** Those with nothing unsettled are left alone, and those of an import that goes on stay as they are until it is complete. */
async function rowsToLookAt(
  context: Context,
  ordinals: readonly number[],
): Promise<readonly ObjectRow[]> {
  const rows = (await readRows(context.objects, ordinals)).filter((row) => !isSettled(row));
  const open = await context.openImports.among(rows.map(({ importId }) => importId));
  return rows.filter(({ importId }) => importId === null || !open.has(importId));
}

type Touched = ReadonlyMap<string, readonly ObjectRow[]>;

/**
 * The groups that were looked at, each with its newest log entry; null when a group or an object was written since it was
 * read. A group that fails does not keep the others from being looked at; it is thrown at the end, so that the objects are
 * not settled.
 */
async function lookAtGroupsFor(
  context: Context,
  touched: Touched,
  rows: readonly ObjectRow[],
): Promise<Looked | null> {
  const ids = sourcesFirst(context.index.current, [...touched.keys()]);
  const failures = new Failures();
  const groups = await Promise.all(
    ids.map((id) => failures.catching(() => context.groups.read(id))),
  );
  if (!(await areUnchanged(context, rows))) return null;
  const looked = new Map<string, number>();
  for (const group of groups) {
    if (group === null || group === undefined) continue;
    const some = touched.get(group.meta.id) ?? [];
    await hearOfPauses(context);
    const seq = await failures.catching(() => lookAtGroupFor(context, group, some));
    if (seq === null) return null;
    if (seq !== undefined) looked.set(group.meta.id, seq);
  }
  const followed = await failures.catching(() => followSources(context, new Set(ids), rows));
  failures.throwIfAny();
  for (const [id, seq] of followed ?? []) looked.set(id, seq);
  return hasNewGroups(context, touched, rows) ? null : looked;
}

/** Groups that follow others come last: until their sources are written they could take a deleted object over again. */
function sourcesFirst(index: RuleIndex, ids: readonly string[]): readonly string[] {
  const follows = (id: string) => (index.group(id)?.rule?.memberOf ? 1 : 0);
  return [...ids].sort((left, right) => follows(left) - follows(right));
}

/** A group that appeared since may have taken a deleted object over from a source before that was written. */
function hasNewGroups(context: Context, touched: Touched, rows: readonly ObjectRow[]): boolean {
  const deleted = rows.filter((row) => row.deleted !== null);
  const now = touchedGroups(context.index.current, deleted, context.clock.now());
  return [...now.keys()].some((id) => !touched.has(id));
}

/** The groups that have to be looked at, each with the objects that are the reason. */
function touchedGroups(index: RuleIndex, rows: readonly ObjectRow[], now: Date): Touched {
  const touched = new Map<string, ObjectRow[]>();
  for (const row of rows) {
    for (const id of new Set(groupsOf(index, row, now))) {
      const some = touched.get(id);
      if (some === undefined) touched.set(id, [row]);
      else some.push(row);
    }
  }
  return touched;
}

function groupsOf(index: RuleIndex, row: ObjectRow, now: Date): readonly string[] {
  const scope = scopeOf(row);
  // A group fits no rule, yet it may still be a member of what was an assigned group until its first run.
  const byRule = scope === null ? [] : index.touchedBy({ ...changeOf(row, scope), now });
  if (row.deleted === null) return byRule;
  return [...byRule, ...index.looseGroups(), ...Object.keys(row.assignedTo)];
}

/** The rows must be younger than `meta`: what was read before it has to be what stands there after it. */
async function areUnchanged(context: Context, rows: readonly ObjectRow[]): Promise<boolean> {
  const again = await readRows(
    context.objects,
    rows.map((row) => row.ordinal),
  );
  const etags = new Map(again.map((row) => [row.ordinal, row.etag]));
  return rows.every((row) => etags.get(row.ordinal) === row.etag);
}

/** The group's newest log entry after the look; null when it was written since it was read. */
async function lookAtGroupFor(
  context: Context,
  group: StoredGroup,
  rows: readonly ObjectRow[],
): Promise<number | null> {
  const { meta } = group;
  await projectIfBehind(context, meta);
  const now = context.clock.now();
  const rule = decidingRule(context, meta);
  const { findings, due } = judge({ group, rule, rows, now });
  if (due.length > 0) await context.due.upsert(due);
  if (rule === null && findings.isEmpty && !mayStillBeWritten(context, meta, { rows, now }))
    return meta.seq;
  return writeVerdicts(context, group, { findings, rows, cause: { kind: 'change' } });
}

/**
 * Whether a slower worker may yet write what an object was before. What pauses one group is written into its row, which
 * stops him; of a pause of all groups he may not have heard, so that the group's row has to be written here.
 */
function mayStillBeWritten(
  context: Context,
  meta: GroupMeta,
  { rows, now }: { readonly rows: readonly ObjectRow[]; readonly now: Date },
): boolean {
  if (meta.kind === 'assigned' || meta.state === 'Paused' || !isPaused(context, meta)) return false;
  const rule = context.index.ruleOf(meta.id, meta.rule);
  if (rule === null) return false;
  const wasSelected = (row: ObjectRow) =>
    changeOf(row, rule.scope).variants.some(
      (variant) => variant !== null && (rule.usesClock || rule.evaluate(variant, now)),
    );
  return rows.some(
    (row) =>
      // Of those that exist only groups are looked at whose verdict has changed; of deleted ones, all that are paused.
      row.deleted === null ||
      rule.memberOf !== null ||
      (scopeOf(row) === rule.scope && wasSelected(row)),
  );
}

/** Clears what was remembered of the objects, If-Match the rows that were evaluated; a deleted manager's reports come before. */
async function settle(
  context: Context,
  rows: readonly ObjectRow[],
  traces: ReadonlyMap<number, LookTrace>,
): Promise<boolean> {
  for (const row of rows)
    if (row.kind === 'user' && row.deleted !== null) await releaseReports(context, row);
  for (const some of byBlock(rows, (row) => row.ordinal).values()) {
    if (!(await context.objects.settle(some, traces))) return false;
  }
  return true;
}
