/** Stage 1 of a run: one range of the directory, evaluated for every group of the run. Nothing here is conditional. */
import type { ObjectRow } from '../directory/object-row.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { CompiledRule } from '../rules/compile-rule.ts';
import type { Context } from './context.ts';
import { importsOf } from './guarding.ts';
import { ruleObjectOf } from './object-change.ts';
import type { DueRow, RunHeader, RunSlice } from './ports.ts';
import { blocksOfRange, rangeCount } from './ranges.ts';

/** Evaluates one range and stores the result; a run that is gone is nobody's work any more. Throws when a page can't be read. */
export async function runRange(
  context: Context,
  work: { readonly run: string; readonly scope: RuleScope; readonly range: number },
): Promise<void> {
  const header = await context.runs.readHeader(work.run);
  if (header === null || work.range >= rangeCount(header, work.scope)) return;
  // A page that fails throws here, and fails the range with it: a half-read directory never removes anybody.
  const pages = await Promise.all(
    blocksOfRange(header, work.scope, work.range).map((block) => context.objects.readBlock(block)),
  );
  const rows = pages.flat();
  for (const [at, slice] of header.slices.entries()) {
    if (slice.scope === work.scope)
      await evaluateSlice(context, { header, range: work.range, at, slice, rows });
  }
  await context.progress.note();
  await sendGroupsWhenComplete(context, header, work.scope);
}

interface SliceWork {
  readonly header: RunHeader;
  readonly range: number;
  readonly at: number;
  readonly slice: RunSlice;
  readonly rows: readonly ObjectRow[];
}

async function evaluateSlice(context: Context, work: SliceWork): Promise<void> {
  const now = context.clock.now();
  const rules = work.slice.groups.map(({ id, rule }) => ({
    id,
    rule: context.index.ruleOf(id, rule),
    members: new OrdinalSet(),
  }));
  const due: DueRow[] = [];
  for (const row of work.rows) {
    const object = ruleObjectOf(row);
    if (object === null) continue;
    for (const { id, rule, members } of rules) {
      if (rule === null) throw new Error(`The rule of group ${id} can't be read.`);
      if (rule.evaluate(object, now)) members.add(row.ordinal);
      const instant = nextInstant(rule, object, now);
      if (instant !== null) due.push({ instant, groupId: id, ordinal: row.ordinal });
    }
  }
  if (due.length > 0) await context.due.upsert(due);
  await context.runs.writeResult(work.header, {
    slice: work.at,
    range: work.range,
    members: rules.map(({ members }) => members),
    importIds: [...importsOf(work.rows)],
  });
}

function nextInstant(
  rule: CompiledRule,
  object: Parameters<CompiledRule['evaluate']>[0],
  now: Date,
): string | null {
  return rule.usesClock ? (rule.nextChange(object, now)?.toISOString() ?? null) : null;
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
