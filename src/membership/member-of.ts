/**
 * memberOf groups follow the groups they name. Such a rule stands alone (rules-spec.md 7.6), so its value is a union of
 * stored bitmaps, and a million flips need no reading of the directory.
 */
import type { GroupMeta } from '../directory/group-meta.ts';
import { isFrozen } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import { CHUNK_SIZE, kindOfOrdinal } from '../directory/ordinal.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { LogCause } from '../ports/log.ts';
import type { StoredGroup } from '../ports/ports.ts';
import type { Context } from './context.ts';
import { Failures } from './failures.ts';
import { Findings } from './log-entry.ts';
import type { Looked } from './look-trace.ts';
import { hearOfPauses, isPaused } from './pausing.ts';
import { isCurrent, projectRule } from './project-rule.ts';
import { recordGroupEvents } from './record-group-event.ts';
import { runCause, swapMembers } from './swap-members.ts';
import { writeFindings } from './write-findings.ts';

/** The groups that a memberOf rule names and the kind it selects; null for every other rule. */
export function sourcesOf(
  context: Context,
  meta: GroupMeta,
): { readonly scope: RuleScope; readonly ids: readonly string[] } | null {
  const rule = context.index.ruleOf(meta.id, meta.rule);
  return rule?.memberOf ? { scope: rule.scope, ids: rule.memberOf } : null;
}

/** Recomputes every memberOf group that names the group; called after its members changed and before its work is done. */
export async function tellDependents(context: Context, groupId: string): Promise<void> {
  const index = await context.index.refresh();
  const failures = new Failures();
  for (const id of index.dependentsOf(new Set([groupId]))) {
    await hearOfPauses(context);
    await failures.catching(() => recomputeUnion(context, id, groupId));
  }
  failures.throwIfAny();
}

/** Makes the members of a memberOf group the union of its sources, in one transaction. */
async function recomputeUnion(context: Context, groupId: string, sourceId: string): Promise<void> {
  for (;;) {
    const group = await context.groups.read(groupId);
    // What it waits for since a pause of all groups is done when that has ended, so the pause is read after the group.
    if (group?.meta.todoSince) await context.index.refresh();
    if (group === null || !isFollowing(context, group.meta)) return;
    if (await projectIfNewer(context, group.meta)) continue;
    if (await commitUnion(context, group, sourceId)) return;
  }
}

/**
 * Writes the union If-Match the group as read; false when it was written since. `sourceId`: the source that is the reason;
 * none where the rule is. While a change is held only the fence is written: whoever releases it has read the sources after
 * the group, and starts again.
 */
export async function commitUnion(
  context: Context,
  group: StoredGroup,
  sourceId?: string,
): Promise<boolean> {
  const sources = sourcesOf(context, group.meta);
  if (sources === null) return true;
  if (group.meta.hold !== null)
    return (await context.groups.write(group.etag, { meta: group.meta })) !== null;
  const { union, chained, importId } = await unionOf(context, sources);
  if (chained !== null) return refuseChain(context, group, chained);
  // What the group waits for is told, whoever comes first.
  const follows = sourceId !== undefined && group.meta.todoSince === null;
  const cause = follows ? sourceCause(sources.ids, new Set([sourceId])) : runCause(group.meta);
  return swapMembers(context, group, { members: union, cause, importId });
}

/**
 * After some objects were looked at in source groups: the same objects in the groups that follow them. Answers these, each
 * with its newest log entry.
 */
export async function followSources(
  context: Context,
  sourceIds: ReadonlySet<string>,
  rows: readonly ObjectRow[],
): Promise<Looked> {
  const index = await context.index.refresh();
  const looked = new Map<string, number>();
  const failures = new Failures();
  for (const id of index.dependentsOf(sourceIds)) {
    const about = { groupId: id, rows, sourceIds };
    await hearOfPauses(context);
    const seq = await failures.catching(() => followUntilWritten(context, about));
    if (seq !== undefined) looked.set(id, seq);
  }
  failures.throwIfAny();
  return looked;
}

interface Following {
  readonly groupId: string;
  readonly rows: readonly ObjectRow[];
  readonly sourceIds: ReadonlySet<string>;
}

async function followUntilWritten(context: Context, about: Following): Promise<number> {
  let seq = await followFor(context, about);
  // Null: the group was written since it was read.
  while (seq === null) seq = await followFor(context, about);
  return seq;
}

async function followFor(
  context: Context,
  { groupId, rows, sourceIds }: Following,
): Promise<number | null> {
  const group = await context.groups.read(groupId);
  if (group === null) return 0;
  await projectIfNewer(context, group.meta);
  const findings = new Findings(rows);
  const deleted = rows.filter((row) => row.deleted !== null && group.members.has(row.ordinal));
  for (const row of deleted) {
    findings.removed.add(row.ordinal);
    findings.deleted.add(row.ordinal);
  }
  const sources = isFollowing(context, group.meta) ? sourcesOf(context, group.meta) : null;
  if (sources === null) {
    if (findings.isEmpty) return group.meta.seq;
    return writeFindings(context, group, { findings, cause: { kind: 'change' } });
  }
  const { union, importId } = await unionOf(context, sources);
  // What an import did to a source is taken over as a whole, under the guard, when the source's followers are told.
  if (!isFrozen(group.meta) && importId === null)
    noteDifferences(findings, { rows, members: group.members, union });
  return writeFindings(context, group, { findings, cause: sourceCause(sources.ids, sourceIds) });
}

/** The rule names some groups; members of these have changed. */
function sourceCause(
  named: readonly string[],
  changed: ReadonlySet<string>,
): Omit<LogCause, 'ver'> {
  return { kind: 'source', sources: named.filter((id) => changed.has(id)) };
}

function noteDifferences(
  findings: Findings,
  about: {
    readonly rows: readonly ObjectRow[];
    readonly members: OrdinalSet;
    readonly union: OrdinalSet;
  },
): void {
  for (const { ordinal, deleted } of about.rows) {
    if (deleted !== null) continue;
    const belongs = about.union.has(ordinal);
    if (belongs === about.members.has(ordinal)) continue;
    if (belongs) findings.added.add(ordinal);
    else findings.removed.add(ordinal);
  }
}

interface Union {
  readonly union: OrdinalSet;
  /** The id of a source that is a memberOf group itself, which two saves at the same time can bring about. */
  readonly chained: string | null;
  /** An import that changed the members of a source by hand, of which the followers are still to be told. */
  readonly importId: string | null;
}

/** The members a memberOf group has to have, from its sources as they are. */
export async function unionOf(
  context: Context,
  sources: { readonly scope: RuleScope; readonly ids: readonly string[] },
): Promise<Union> {
  const groups = await Promise.all(sources.ids.map((id) => context.groups.read(id)));
  const union = new OrdinalSet();
  let chained: string | null = null;
  let importId: string | null = null;
  for (const group of groups) {
    if (group === null || group.meta.deleted !== null) continue;
    if (sourcesOf(context, group.meta) !== null) chained ??= group.meta.id;
    importId ??= group.meta.importId;
    union.addAll(group.members);
  }
  const ofKind = union.filterChunks((chunk) => kindOfOrdinal(chunk * CHUNK_SIZE) === sources.scope);
  return { union: ofKind, chained, importId };
}

/** Members stay as they are; the group heals by itself when the source stops being a memberOf group. */
async function refuseChain(context: Context, group: StoredGroup, source: string): Promise<boolean> {
  const error = { code: 'MEMBEROF_SOURCE_IS_MEMBEROF' as const, params: { source } };
  const write = recordGroupEvents(context, group.meta, { meta: { ...group.meta, error } });
  return (await context.groups.write(group.etag, write)) !== null;
}

/** True when the group's projection was behind: its sources must be known to all before its members count (protocol.md 4 N). */
async function projectIfNewer(context: Context, meta: GroupMeta): Promise<boolean> {
  const known = context.index.current.group(meta.id);
  if (known !== null && isCurrent(known.row, meta)) return false;
  await projectRule(context, meta.id);
  await context.index.refresh();
  return true;
}

function isFollowing(context: Context, meta: GroupMeta): boolean {
  return (
    meta.kind === 'dynamic' &&
    !isPaused(context, meta) &&
    meta.deleted === null &&
    (meta.error === null || meta.error.code === 'MEMBEROF_SOURCE_IS_MEMBEROF')
  );
}
