/** The planner: a run is written to `meta` of every group in it before the directory's size or any row is read. */
import type { GroupMeta } from '../directory/group-meta.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { RunHeader, RunSlice, Stamped, StoredGroup } from '../ports/ports.ts';
import { pieces } from '../util/at-once.ts';
import type { Context } from './context.ts';
import { decidingRule } from './deciding-rule.ts';
import { projectIfBehind } from './project-rule.ts';
import { BLOCKS_PER_RANGE, GROUPS_PER_SLICE, placeIn, rangeCount } from './ranges.ts';

/** Other groups that are waiting join a run, up to about this many; the rest share the next. */
const GATHER_LIMIT = 1_000;
const READ_AT_ONCE = 32;

/**
 * Starts a run for the group and for every other group that waits: one pass over the directory serves all. `header` is that
 * of the run in its `meta`, which does not name it; null: it has no run, or the header of its run is missing, and is
 * inserted. False: look at the group again.
 */
export async function startRun(
  context: Context,
  group: StoredGroup,
  header: RunHeader | null,
): Promise<boolean> {
  const { meta } = group;
  const run = header === null ? meta.run?.id : undefined;
  const id = run ?? context.ids.guid();
  const started =
    run === undefined
      ? await markStarted(context, group, { run: id, header })
      : [meta, ...(await othersOf(context, meta.id, run))];
  if (started.length === 0) return false;
  const [user, device] = await Promise.all([
    context.ordinals.highWater('user'),
    context.ordinals.highWater('device'),
  ]);
  const inserted: RunHeader = {
    id,
    seal: context.ids.guid(),
    started: context.clock.now().toISOString(),
    slices: slicesOf(context, started),
    rangeBlocks: BLOCKS_PER_RANGE,
    highWater: { user, device },
  };
  if (!(await context.runs.insertHeader(inserted))) return false;
  let sent = false;
  for (const scope of new Set(inserted.slices.map((slice) => slice.scope)))
    sent = (await sendAll(context, inserted, scope)) || sent;
  return sent;
}

/** Whether results are missing; those ranges are sent again when it is time to. */
export async function awaitRanges(
  context: Context,
  about: {
    readonly header: RunHeader;
    readonly slice: number;
    readonly done: readonly { readonly range: number }[];
  },
): Promise<boolean> {
  const { header, slice, done } = about;
  const scope = header.slices[slice]?.scope;
  if (scope === undefined) return false;
  const there = new Set(done.map(({ range }) => range));
  const missing = allRanges(header, scope).filter((range) => !there.has(range));
  if (missing.length === 0) return false;
  if (context.reminders.isDue(header.id))
    await context.queues.sendRanges(header.id, scope, missing);
  return true;
}

async function sendAll(context: Context, header: RunHeader, scope: RuleScope): Promise<boolean> {
  const ranges = allRanges(header, scope);
  if (ranges.length === 0) return false;
  context.reminders.sent(header.id);
  await context.queues.sendRanges(header.id, scope, ranges);
  return true;
}

function allRanges(header: RunHeader, scope: RuleScope): readonly number[] {
  return Array.from({ length: rangeCount(header, scope) }, (_, range) => range);
}

interface Planned {
  readonly run: string;
  /** Of a run that left groups out. */
  readonly header: RunHeader | null;
}

/** Notes the run in `meta` of the group and of others that wait; those that succeed are in it. Empty: the group itself did not. */
async function markStarted(
  context: Context,
  group: StoredGroup,
  planned: Planned,
): Promise<readonly GroupMeta[]> {
  const own = await markOne(context, { value: group.meta, etag: group.etag }, planned.run);
  if (own === null) return [];
  const waiting = (await context.pending.list()).filter(({ groupId }) => groupId !== own.id);
  const started = [own];
  for (const some of pieces(waiting, READ_AT_ONCE)) {
    if (started.length > GATHER_LIMIT) break;
    const metas = await Promise.all(some.map(({ groupId }) => context.groups.readMeta(groupId)));
    // As in a look at each of them: a pause of all groups is read after the group.
    if (metas.some((meta) => meta !== null)) await context.index.refresh();
    // One after another: each raises the epoch, and side by side they would only make each other try again.
    for (const meta of metas) {
      const joined = meta === null ? null : await join(context, meta, planned);
      if (joined !== null) started.push(joined);
    }
  }
  return started;
}

/**
 * Those whose `meta` names a run that has no header. Its planner has died or is slow, and finds that there is one when it
 * inserts its own; the groups it has not come to by then get another run.
 */
async function othersOf(
  context: Context,
  groupId: string,
  run: string,
): Promise<readonly GroupMeta[]> {
  const pending = (await context.pending.list()).filter((other) => other.groupId !== groupId);
  const others: GroupMeta[] = [];
  for (const some of pieces(pending, READ_AT_ONCE)) {
    if (others.length > GATHER_LIMIT) break;
    const metas = await Promise.all(some.map((other) => context.groups.readMeta(other.groupId)));
    for (const meta of metas) if (meta?.value.run?.id === run) others.push(meta.value);
  }
  return others;
}

async function join(
  context: Context,
  waiting: Stamped<GroupMeta>,
  planned: Planned,
): Promise<GroupMeta | null> {
  if (!isWaiting(context, waiting.value, planned)) return null;
  await projectIfBehind(context, waiting.value);
  return markOne(context, waiting, planned.run);
}

function isWaiting(context: Context, meta: GroupMeta, planned: Planned): boolean {
  const isFree = meta.error === null && meta.hold === null && meta.projectedSeq === null;
  if (meta.todoSince === null || !isFree || decidingRule(context, meta) === null) return false;
  return meta.run === null || isLeftOut(meta, planned.header);
}

/** Whether a group is of the run of this header, which does not name it. */
function isLeftOut({ id, run }: GroupMeta, header: RunHeader | null): boolean {
  return header !== null && run?.id === header.id && placeIn(header, id) === null;
}

async function markOne(
  context: Context,
  waiting: Stamped<GroupMeta>,
  run: string,
): Promise<GroupMeta | null> {
  const meta: GroupMeta = { ...waiting.value, run: { id: run, logStart: waiting.value.seq } };
  return (await context.groups.write(waiting.etag, { meta })) === null ? null : meta;
}

function slicesOf(context: Context, metas: readonly GroupMeta[]): readonly RunSlice[] {
  const slices: RunSlice[] = [];
  for (const scope of ['user', 'device'] as const) {
    const groups = metas
      .filter((meta) => context.index.ruleOf(meta.id, meta.rule)?.scope === scope)
      .map(({ id, ver, rule }) => ({ id, ver, rule: rule ?? '' }));
    for (let at = 0; at < groups.length; at += GROUPS_PER_SLICE)
      slices.push({ scope, groups: groups.slice(at, at + GROUPS_PER_SLICE) });
  }
  return slices;
}
