/** Stage 1 of a run: one range of the directory, evaluated for every group of the run. Nothing here is conditional. */
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { DueRow, RunHeader, RunSlice } from '../ports/ports.ts';
import type { CompiledRule } from '../rules/compile-rule.ts';
import { failGroup, type RangeOfRun } from './attempts.ts';
import type { Context } from './context.ts';
import { reasonOf } from './failures.ts';
import { type Objects, readObjects } from './range-objects.ts';
import { blocksOfRange, rangeCount } from './ranges.ts';
import { sendQuietly } from './record-change.ts';
import { selectMembers } from './select-members.ts';

/** Evaluates one range and stores the result; a run that is gone is nobody's work any more. Throws when a page can't be read. */
export function runRange(context: Context, work: RangeOfRun): Promise<void> {
  return context.runsInHand.during(
    () => evaluateRange(context, work),
    (ids) => sendQuietly(() => context.queues.sendGroups(ids)),
  );
}

async function evaluateRange(context: Context, work: RangeOfRun): Promise<void> {
  const header = await context.runs.readHeader(work.run);
  if (header === null || work.range >= rangeCount(header, work.scope)) return;
  const objects = await readObjects(context, blocksOfRange(header, work.scope, work.range));
  for (const [at, slice] of header.slices.entries()) {
    if (slice.scope === work.scope)
      await evaluateSlice(context, { header, range: work.range, at, slice, objects });
  }
  await context.progress.note();
  await sendGroupsWhenComplete(context, header, work.scope);
}

interface SliceWork {
  readonly header: RunHeader;
  readonly range: number;
  readonly at: number;
  readonly slice: RunSlice;
  readonly objects: Objects;
}

/** A group of the slice, and what its rule selects; once the rule has failed it is not asked again. */
interface Selection {
  readonly id: string;
  readonly rule: CompiledRule | null;
  readonly members: OrdinalSet;
  error: unknown;
}

async function evaluateSlice(context: Context, work: SliceWork): Promise<void> {
  const now = context.clock.now();
  const { header, range, at, slice, objects } = work;
  const selections = slice.groups.map(({ id, rule }): Selection => {
    const compiled = context.index.ruleOf(id, rule);
    const error = compiled === null ? new Error('Its rule cannot be read.') : null;
    return { id, rule: compiled, members: new OrdinalSet(), error };
  });
  const due = selections.flatMap((selection) => select(selection, objects, now));
  // A rule that fails fails its group, before there is a result that it could take for its members.
  for (const { id, error } of selections)
    if (error !== null) await failGroup(context, id, { run: header.id, reason: reasonOf(error) });
  if (due.length > 0) await context.due.upsert(due);
  await context.runs.writeResult(header, {
    slice: at,
    range,
    members: selections.map(({ members }) => members),
    importIds: [...objects.importIds],
    ...(!objects.unread.isEmpty && { unread: objects.unread }),
  });
}

/** Fills in the members that the rule selects; answers the instants at which that may change. */
function select(selection: Selection, objects: Objects, now: Date): readonly DueRow[] {
  const { id, rule, members } = selection;
  if (rule === null) return [];
  try {
    const turns = selectMembers(rule, { objects, now, members });
    return turns.map(({ instant, ordinal }) => ({ instant, groupId: id, ordinal }));
  } catch (error) {
    selection.error = error;
    return [];
  }
}

/** Whoever writes the last result tells the groups; two who are both last tell them twice, which does no harm. */
async function sendGroupsWhenComplete(
  context: Context,
  header: RunHeader,
  scope: RuleScope,
): Promise<void> {
  const done = await context.runs.readDone(header);
  const slices = header.slices
    .map((slice, at) => ({ slice, at }))
    .filter(({ slice }) => slice.scope === scope);
  const wanted = slices.length * rangeCount(header, scope);
  const there = done.filter(({ slice }) => header.slices[slice]?.scope === scope).length;
  if (there >= wanted)
    await context.queues.sendGroups(
      slices.flatMap(({ slice }) => slice.groups.map(({ id }) => id)),
    );
}
