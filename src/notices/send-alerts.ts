/**
 * Alerts by mail: at least once each, many in one mail. Which events a mail has is written down before it is sent, so that
 * it is the same mail, with the same Message-ID, however often it has to be tried.
 */

import type { Context } from '../membership/context.ts';
import { describeAlert } from '../membership/describe-alert.ts';
import { alertMailOf } from '../messages/alert-mail.ts';
import type { AlertEvent } from '../ports/alert-ports.ts';
import type { AlertMailing, Mail } from '../ports/mail-ports.ts';
import type { Stamped } from '../ports/ports.ts';
import type { MailQuota } from './mail-quota.ts';
import { oneLine } from './mail-template.ts';
import { NoMailServerError } from './no-mail-server.ts';
import type { Outbox } from './outbox.ts';

/** After a mail, what happens within this time waits for the next. */
const APART = 5 * 60_000;
/** Events of one mail; it names the first of them. */
const MOST_EVENTS = 5_000;
const MOST_NAMED = 50;
const LONGEST_LINE = 500;

/** Tells MUSTER_ALERT_MAIL of what became of alerts since. Throws NoMailServerError when that has to wait. */
export async function sendAlerts(
  context: Context,
  outbox: Outbox | null,
  quota: MailQuota | null,
): Promise<void> {
  const isOn = outbox !== null && outbox.alertTo.length > 0;
  const standing = await switched(context, isOn);
  if (!isOn || standing === null || quota === null) return;
  const planned = await withLetter(context, standing);
  if (planned === null) return;
  const { value, etag } = planned;
  const events = value.letter === null ? [] : await eventsOf(context, value.letter);
  if (events.length > 0) {
    if (!(await quota.take())) return;
    const outcome = await outbox.mailer.send(mailOf(events, outbox));
    if (outcome.kind !== 'accepted') throw new NoMailServerError(outcome.reason);
  }
  const through = value.letter?.through ?? value.through;
  const sent = context.clock.now().toISOString();
  await context.mails.writeAlertMailing({ ...value, through, letter: null, sent }, etag);
}

/** What happened before somebody was to be told is told to nobody. */
async function switched(context: Context, isOn: boolean): Promise<Stamped<AlertMailing> | null> {
  for (;;) {
    const standing = await context.mails.readAlertMailing();
    if (standing === null ? !isOn : standing.value.isOn === isOn) return standing;
    const through = (await context.alerts.read()).head?.value ?? 0;
    const value: AlertMailing = { isOn, through, letter: null, sent: null };
    await context.mails.writeAlertMailing(value, standing?.etag ?? null);
  }
}

/** The mail that is to be sent, an unfinished one before a new one; null: there is none yet, or another worker has it. */
async function withLetter(
  context: Context,
  standing: Stamped<AlertMailing>,
): Promise<Stamped<AlertMailing> | null> {
  const { value, etag } = standing;
  if (value.letter !== null) return standing;
  const since = context.clock.now().getTime() - Date.parse(value.sent ?? '');
  if (value.sent !== null && since < APART) return null;
  const all = { after: value.through, through: value.through + MOST_EVENTS };
  const last = (await eventsOf(context, all)).at(-1);
  if (last === undefined) return null;
  const letter = { after: value.through, through: last.number };
  if (!(await context.mails.writeAlertMailing({ ...value, letter }, etag))) return null;
  const written = await context.mails.readAlertMailing();
  return written?.value.letter?.through === last.number ? written : null;
}

async function eventsOf(
  context: Context,
  { after, through }: NonNullable<AlertMailing['letter']>,
): Promise<readonly AlertEvent[]> {
  const events: AlertEvent[] = [];
  for (let from = after; from < through; ) {
    const page = await context.alerts.readEvents(from, Math.min(1_000, through - from));
    const last = page.at(-1);
    if (last === undefined) break;
    events.push(...page.filter(({ number }) => number <= through));
    from = last.number;
  }
  return events;
}

function mailOf(events: readonly AlertEvent[], { alertTo, language, idDomain }: Outbox): Mail {
  const [first] = events;
  const lines = events.slice(0, MOST_NAMED).map(({ time, change, alert }) => ({
    time,
    change,
    text: oneLine(describeAlert(alert)).slice(0, LONGEST_LINE),
  }));
  const messageId = `${first?.id ?? ''}@${idDomain}`;
  const words = alertMailOf({ lines, more: events.length - lines.length }, language);
  return { messageId, to: alertTo, language, html: null, ...words };
}
