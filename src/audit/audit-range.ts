/** Stage 1 of an audit: the plain interpreter on one range of the directory, for every rule of a part. */
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { Context } from '../membership/context.ts';
import { readObjects } from '../membership/range-objects.ts';
import { blocksOfRange, rangeCount } from '../membership/ranges.ts';
import type { RunHeader } from '../ports/ports.ts';
import { evaluate } from '../rules/evaluate.ts';
import { validateRule } from '../rules/validate-rule.ts';
import { comparisonsOf, isEvaluated, scopesOf } from './plan-audit.ts';

export interface RangeOfPart {
  readonly audit: string;
  readonly part: string;
  readonly scope: RuleScope;
  readonly range: number;
}

/** Whoever writes the last result asks for the comparisons. Throws when a page can't be read. */
export async function auditRange(context: Context, work: RangeOfPart): Promise<void> {
  const header = await context.runs.readHeader(work.part);
  if (header === null || work.range >= rangeCount(header, work.scope)) return;
  const { seen, unread } = await readObjects(
    context,
    blocksOfRange(header, work.scope, work.range),
  );
  const now = context.clock.now();
  for (const [at, slice] of header.slices.entries()) {
    if (slice.scope !== work.scope || !isEvaluated(slice)) continue;
    const members = slice.groups.map(({ rule }) => {
      const validation = validateRule(rule);
      if (!validation.valid) return new OrdinalSet();
      const selected = [...seen].filter(([, object]) => evaluate(validation.ast, object, { now }));
      return OrdinalSet.of(selected.map(([ordinal]) => ordinal));
    });
    const result = { slice: at, range: work.range, members, importIds: [], unread };
    await context.runs.writeResult(header, result);
  }
  if (await isComplete(context, header))
    await context.queues.sendAudits(comparisonsOf(work.audit, header));
}

async function isComplete(context: Context, header: RunHeader): Promise<boolean> {
  let wanted = 0;
  for (const scope of scopesOf(header)) {
    const slices = header.slices.filter((slice) => slice.scope === scope && isEvaluated(slice));
    wanted += slices.length * rangeCount(header, scope);
  }
  return (await context.runs.readDone(header)).length >= wanted;
}
