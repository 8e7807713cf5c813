/**
 * Delivers to one webhook what it has not been told: the events of alerts by their number, and the log of each of its groups
 * by its sequence. How far it has come stands in the webhook's own row and moves after a delivery was taken: whatever
 * fails or is killed in between delivers again, under the same id (docs/notices.md).
 */
import type { Context } from '../membership/context.ts';
import { readRows } from '../membership/read-rows.ts';
import type { AlertEvent } from '../ports/alert-ports.ts';
import type { LogEntry } from '../ports/log.ts';
import type { GroupPlace, Webhook } from '../ports/webhook-ports.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { TurnAtWebhook } from './turn-at-webhook.ts';
import { alertBody, MEMBERS_A_PART, membershipBody, partsOf } from './webhook-body.ts';

/** What is read at once of a list. */
const EVENTS_A_READ = 50;
const ENTRIES_A_READ = 20;
const GROUPS_AT_ONCE = 16;

/**
 * Delivers what there is until something fails, or the turn is over: then a message brings the rest. Nothing is done while
 * the webhook waits after a failure, or somebody else delivers to it.
 */
export async function deliverTo(context: Context, id: string): Promise<void> {
  const turn = await TurnAtWebhook.take(context, id);
  if (turn === null) return;
  const isDone = (await deliverAlerts(context, turn)) && (await deliverChanges(context, turn));
  await turn.end();
  if (isDone || turn.webhook.status === 'disabled') return;
  await context.queues.sendWebhooks([id], secondsUntil(context, turn.webhook.nextAttempt));
}

/** True: there is nothing more to tell. */
async function deliverAlerts(context: Context, turn: TurnAtWebhook): Promise<boolean> {
  for (;;) {
    const events = await context.alerts.readEvents(turn.webhook.alertsThrough, EVENTS_A_READ);
    if (events.length === 0) return true;
    for (const event of events) {
      const after = (webhook: Webhook): Webhook => ({ ...webhook, alertsThrough: event.number });
      const isTold = isWanted(turn.webhook, event)
        ? await turn.deliver(alertBody(event), after)
        : await turn.pass(after);
      if (!isTold) return false;
    }
  }
}

/** That a webhook was switched off is not told to itself. */
function isWanted({ id, events }: Webhook, { alert }: AlertEvent): boolean {
  if (alert.kind === 'webhookDisabled' && alert.webhookId === id) return false;
  return events.includes(alert.kind);
}

async function deliverChanges(context: Context, turn: TurnAtWebhook): Promise<boolean> {
  const { events, groupIds } = turn.webhook;
  if (!events.includes('membershipChanged')) return true;
  const news = await mapAtOnce(groupIds, GROUPS_AT_ONCE, async (groupId) => {
    const group = await context.groups.readMeta(groupId);
    const place = placeOf(turn.webhook, groupId);
    return group !== null && group.value.seq > place.seq ? [groupId] : [];
  });
  for (const groupId of news.flat())
    if (!(await deliverGroup(context, turn, groupId))) return false;
  return true;
}

async function deliverGroup(
  context: Context,
  turn: TurnAtWebhook,
  groupId: string,
): Promise<boolean> {
  for (;;) {
    const { seq } = placeOf(turn.webhook, groupId);
    const span = { from: seq + 1, through: seq + ENTRIES_A_READ };
    const entries = await context.groups.readLogSpan(groupId, span);
    if (entries.length === 0) return true;
    for (const entry of entries)
      if (!(await deliverEntry(context, turn, { groupId, entry }))) return false;
  }
}

async function deliverEntry(
  context: Context,
  turn: TurnAtWebhook,
  { groupId, entry }: { readonly groupId: string; readonly entry: LogEntry },
): Promise<boolean> {
  const parts = partsOf(entry);
  const { seq, parts: done } = placeOf(turn.webhook, groupId);
  for (let part = seq === entry.seq - 1 ? done : 0; part < parts; part++) {
    const members = await membersOf(context, entry, part);
    const place = { seq: part + 1 < parts ? entry.seq - 1 : entry.seq, parts: part + 1 };
    const after = at(groupId, part + 1 < parts ? place : { seq: entry.seq, parts: 0 });
    if (!(await turn.deliver(membershipBody({ groupId, entry, part, ...members }), after)))
      return false;
  }
  return parts > 0 || turn.pass(at(groupId, { seq: entry.seq, parts: 0 }));
}

function placeOf({ groupsThrough }: Webhook, groupId: string): GroupPlace {
  return groupsThrough[groupId] ?? { seq: 0, parts: 0 };
}

function at(groupId: string, place: GroupPlace): (webhook: Webhook) => Webhook {
  return (webhook) => ({
    ...webhook,
    groupsThrough: { ...webhook.groupsThrough, [groupId]: place },
  });
}

/** The ids of a part's members, those added first; of an object that was deleted since too. */
async function membersOf(
  context: Context,
  { added, removed }: LogEntry,
  part: number,
): Promise<{ readonly added: readonly string[]; readonly removed: readonly string[] }> {
  const from = part * MEMBERS_A_PART;
  const all = [...added.ordinals(), ...removed.ordinals()].slice(from, from + MEMBERS_A_PART);
  const rows = await readRows(context.objects, all);
  const ids = new Map(rows.map(({ ordinal, id }) => [ordinal, id] as const));
  const idsIn = (set: LogEntry['added']) =>
    all.filter((ordinal) => set.has(ordinal)).flatMap((ordinal) => ids.get(ordinal) ?? []);
  return { added: idsIn(added), removed: idsIn(removed) };
}

function secondsUntil({ clock }: Context, instant: string | null): number {
  if (instant === null) return 0;
  return Math.max(0, Math.ceil((Date.parse(instant) - clock.now().getTime()) / 1_000));
}
