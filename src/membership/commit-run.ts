import type { GroupMeta } from '../directory/group-meta.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Context } from './context.ts';
import { Findings, replay } from './log-entry.ts';
import type { RangeResult, RunHeader, StoredGroup } from './ports.ts';

/** A run whose ranges are all there, seen from one of its groups. */
export interface FinishedRun {
  readonly group: StoredGroup;
  readonly header: RunHeader;
  readonly slice: number;
  readonly results: readonly RangeResult[];
}

/**
 * Stage 2: swaps the members in one transaction with log, count and status. Ordinals beyond the ranges are out; what was
 * logged since the run began is younger than any range and wins. False when the group was written since it was read.
 */
export async function commitRun(context: Context, finished: FinishedRun): Promise<boolean> {
  const { group } = finished;
  const { meta, members, etag } = group;
  const result = resultOf(finished);
  replay(await context.groups.readLog(meta.id, meta.run?.logStart ?? meta.seq), result);
  const findings = new Findings();
  findings.added.addAll(result.minus(members));
  findings.removed.addAll(members.minus(result));
  const time = context.clock.now().toISOString();
  const next: GroupMeta = {
    ...meta,
    todoSince: null,
    run: null,
    membersVer: meta.ver,
    count: result.size,
    lastMembershipUpdated: time,
  };
  if (!findings.flips) return (await context.groups.write(etag, { meta: next })) !== null;
  const log = findings.entry(meta, 'run', time);
  const write = {
    meta: { ...next, seq: log.seq },
    members: result,
    touchedChunks: findings.touchedChunks,
    log,
  };
  return (await context.groups.write(etag, write)) !== null;
}

function resultOf({ group, header, slice, results }: FinishedRun): OrdinalSet {
  const position = header.slices[slice]?.groups.findIndex(({ id }) => id === group.meta.id) ?? -1;
  const result = new OrdinalSet();
  for (const { members } of results) {
    const part = members[position];
    if (part === undefined)
      throw new Error(`Run ${header.id} has no result for group ${group.meta.id}.`);
    result.addAll(part);
  }
  return result;
}
