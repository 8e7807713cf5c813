/** Writes down what happened to a group, in the transaction of the write itself: it can't be lost and costs no request. */
import {
  asksForRun,
  type GroupEvent,
  type GroupEventDraft,
  groupEventsBetween,
} from '../directory/group-event.ts';
import type { GroupHistory, GroupMeta } from '../directory/group-meta.ts';
import type { GroupWrite } from '../ports/ports.ts';
import type { Context } from './context.ts';

/** What only the caller knows of a write. */
export interface WriteNotes {
  readonly notes?: readonly GroupEventDraft[];
  readonly restoredVersion?: number;
}

/**
 * The write with its events: those that follow from `meta` before (null: a new group) and after it, then those that only the
 * caller knows of (`notes`: a run asked for again, a hold, its end). Call it once, on the write as it will be made.
 */
export function recordGroupEvents(
  context: Pick<Context, 'clock' | 'by'>,
  before: GroupMeta | null,
  write: GroupWrite,
  { notes = [], restoredVersion }: WriteNotes = {},
): GroupWrite {
  const { meta } = write;
  const changes = groupEventsBetween(before, meta).map((draft) =>
    draft.kind === 'ruleChanged' ? { ...draft, ...whyChanged(write, restoredVersion) } : draft,
  );
  const drafts = [...changes, ...holdEvents(write), ...notes];
  if (drafts.length === 0) return write;
  const time = context.clock.now().toISOString();
  const events = drafts.map((draft, at): GroupEvent => {
    const number = meta.history.events + at + 1;
    return { ...draft, number, time, seq: before?.seq ?? 0, ver: meta.ver, by: context.by };
  });
  return { ...write, events, meta: { ...meta, history: advanced(meta.history, events) } };
}

/** Where a rule comes from that is not new. */
function whyChanged(
  { endedHold }: GroupWrite,
  restoredVersion: number | undefined,
): Pick<GroupEventDraft, 'details'> {
  if (restoredVersion !== undefined) return { details: { restoredVersion } };
  return endedHold?.status === 'rejected' ? { details: { rejectedHold: endedHold.id } } : {};
}

function holdEvents({ heldDiff, endedHold }: GroupWrite): readonly GroupEventDraft[] {
  const drafts: GroupEventDraft[] = [];
  if (endedHold !== undefined) {
    const { id, status, note } = endedHold;
    drafts.push({ kind: 'holdEnded', details: { hold: id, status, note } });
  }
  if (heldDiff !== undefined) {
    const { holdId, added, removed } = heldDiff;
    const details = { hold: holdId, additions: added.size, removals: removed.size };
    drafts.push({ kind: 'held', details });
  }
  return drafts;
}

function advanced(history: GroupHistory, events: readonly GroupEvent[]): GroupHistory {
  const newest = (wanted: (event: GroupEvent) => boolean) =>
    events.filter(wanted).at(-1)?.number ?? 0;
  return {
    ...history,
    events: newest(() => true),
    rule: newest(({ rule }) => rule !== undefined) || history.rule,
    run: newest(asksForRun) || history.run,
  };
}
