/** The alerts of groups, worked out from `meta` of those that were marked: what happened in between tells nobody anything. */
import { LONGEST_CHANGE } from '../directory/feed.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import { describeError, describeHold } from '../directory/processing-error.ts';
import type { AlertMark, GroupAlert } from '../ports/alert-ports.ts';
import type { Stamped } from '../ports/ports.ts';
import { UnreadableRowError } from '../ports/unreadable-row.ts';
import { pieces } from '../util/at-once.ts';
import { groupBy } from '../util/group-by.ts';
import { type AlertFindings, settleAlerts } from './alerts.ts';
import type { Context } from './context.ts';

/** A mark that is so old that the write it announced has been made, whoever's clock it is (milliseconds). */
const OLD = LONGEST_CHANGE + 5 * 60_000;
/** A mark is looked at while it is young and once it is old; between them its write would have to be slow to be seen. */
const YOUNG = 90_000;
const READ_AT_ONCE = 32;
/** Events that are kept for whoever has not read them. */
const EVENTS_KEPT = 10_000;
const MOST_REQUESTS = 20;

/** Raises and ends what is due of the groups that were marked, and takes away marks that are old. */
export async function settleGroupAlerts(context: Context): Promise<void> {
  const now = context.clock.now().getTime();
  const age = ({ value }: Stamped<AlertMark>) => now - Date.parse(value.since);
  const marks = (await context.alerts.marks()).filter(
    (mark) => age(mark) < YOUNG || age(mark) > OLD,
  );
  if (marks.length === 0) return;
  const byGroup = [...groupBy(marks, ({ value }) => value.groupId)];
  const findings: AlertFindings[] = [];
  for (const some of pieces(byGroup, READ_AT_ONCE))
    findings.push(...(await Promise.all(some.map(([id, its]) => findOf(context, id, its)))));
  await settleAlerts(context, {
    due: findings.flatMap(({ due }) => due),
    over: findings.flatMap(({ over }) => over),
  });
  for (const mark of marks) if (age(mark) > OLD) await context.alerts.unmark(mark);
}

/** A group whose row can't be read keeps its alerts. */
async function findOf(
  context: Context,
  groupId: string,
  marks: readonly Stamped<AlertMark>[],
): Promise<AlertFindings> {
  const wentEmpty = marks.some(({ value }) => value.wentEmpty);
  try {
    const group = await context.groups.readMeta(groupId);
    return findingsOf(groupId, group?.value ?? null, { wentEmpty, now: context.clock.now() });
  } catch (error) {
    if (error instanceof UnreadableRowError) return { due: [], over: [] };
    throw error;
  }
}

/** What a group's alerts should be. `wentEmpty`: it lost its last member lately. */
function findingsOf(
  groupId: string,
  meta: GroupMeta | null,
  { wentEmpty, now }: { readonly wentEmpty: boolean; readonly now: Date },
): AlertFindings {
  const isProcessed = meta !== null && meta.deleted === null && meta.kind === 'dynamic';
  const isOn = isProcessed && meta.state === 'On';
  const alertOf = (kind: GroupAlert['kind'], subject: string, text: string): GroupAlert => {
    const displayName = meta?.resource.displayName ?? '';
    return { kind, raised: now.toISOString(), groupId, displayName, subject, text };
  };
  const { error = null, hold = null, count = 0 } = meta ?? {};
  const due = [
    ...(isOn && error !== null
      ? [alertOf('processingError', error.code, describeError(error))]
      : []),
    ...(isOn && hold !== null ? [alertOf('hold', hold.id, describeHold(hold))] : []),
    ...(isProcessed && count === 0 && wentEmpty ? [alertOf('groupEmpty', '', EMPTY)] : []),
  ];
  const isOver = {
    processingError: !isOn || error === null,
    hold: !isOn || hold === null,
    groupEmpty: !isProcessed || count > 0,
    // Another rule is tested again, and raises it again where that fails.
    ruleTestFailed: !isProcessed,
  } as const;
  const over = Object.entries(isOver).flatMap(([kind, is]) => (is ? [`${kind}:${groupId}`] : []));
  return { due, over };
}

const EMPTY =
  'The group has lost its last member. If that was not meant, look at its history for what took them, and at its rule.';

/** Forgets events that nobody will ask for any more. */
export async function forgetAlertEvents(context: Context): Promise<void> {
  const { head } = await context.alerts.read();
  const through = (head?.value ?? 0) - EVENTS_KEPT;
  if (through <= 0) return;
  for (let requests = 0; requests < MOST_REQUESTS; requests++)
    if (!(await context.alerts.forgetEvents(through))) return;
}
