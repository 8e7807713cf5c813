import type { OrdinalSet } from '../directory/ordinal-set.ts';
import type { GroupResult, RunHeader, StoredGroup } from '../ports/ports.ts';
import type { Context } from './context.ts';
import { importToGuard } from './guarding.ts';
import { replay } from './log-entry.ts';
import { resultOfRanges } from './range-results.ts';
import { runCause, swapMembers } from './swap-members.ts';

/** A run whose ranges are all there, seen from one of its groups. */
export interface FinishedRun {
  readonly group: StoredGroup;
  readonly header: RunHeader;
  readonly results: readonly GroupResult[];
}

/**
 * Stage 2: ordinals beyond the ranges are out; objects that could not be evaluated stay in or out as they are; what was logged since the run began is younger than any range and wins.
 * False when the group was written since it was read.
 */
export async function commitRun(context: Context, finished: FinishedRun): Promise<boolean> {
  const { meta } = finished.group;
  const members = resultOf(finished);
  replay(await context.groups.readLog(meta.id, meta.run?.logStart ?? meta.seq), members);
  const importIds = finished.results.flatMap((result) => result.importIds);
  const importId = await importToGuard(context, finished.group, importIds);
  return swapMembers(context, finished.group, { members, cause: runCause(meta), importId });
}

function resultOf({ group, header, results }: FinishedRun): OrdinalSet {
  const found = results.map(({ members, unread }) => {
    if (members === null)
      throw new Error(`Run ${header.id} has no result for group ${group.meta.id}.`);
    return { members, unread };
  });
  return resultOfRanges(found, group.members);
}
