/** What the timer of mails does: finds who has to get one, and sends as many as may go. It may run twice at once. */
import type { Context } from '../membership/context.ts';
import type { Mailing } from '../ports/mail-ports.ts';
import type { Stamped } from '../ports/ports.ts';
import { findAwaiting } from './find-awaiting.ts';
import { MailQuota } from './mail-quota.ts';
import type { Outbox } from './outbox.ts';
import { sendAlerts } from './send-alerts.ts';
import { type Round, sendWelcomesOf } from './send-welcomes.ts';

/** A round ends before the next begins. */
const LONGEST_ROUND = 50_000;
const MINUTE = 60_000;

/** Null: no mail server is set, so nobody gets a mail, nor ever for what happens meanwhile. */
export async function sendMails(context: Context, outbox: Outbox | null): Promise<void> {
  const quota = outbox === null ? null : new MailQuota(context, outbox.perMinute);
  // Alerts first: they must not wait for a thousand welcomes.
  const failure = await sendAlerts(context, outbox, quota).catch((error: unknown) => ({ error }));
  await sendWelcomeMails(context, outbox, quota);
  if (failure !== undefined) throw failure.error;
}

async function sendWelcomeMails(
  context: Context,
  outbox: Outbox | null,
  quota: MailQuota | null,
): Promise<void> {
  const mailing = await switchMailing(context, outbox !== null);
  if (outbox === null || quota === null || mailing === null) return;
  const ends = context.clock.now().getTime() + LONGEST_ROUND;
  const isOver = () => context.clock.now().getTime() > ends;
  await findAwaiting(context, mailing);
  const { since } = mailing.value;
  const templates = await context.mails.listTemplates();
  await sendWelcomes(context, { outbox, quota, templates, since, isOver });
}

/** Whether mails are sent stands in storage, so that who became a member while they were not is never told. */
async function switchMailing(context: Context, isOn: boolean): Promise<Stamped<Mailing> | null> {
  for (;;) {
    const standing = await context.mails.readMailing();
    if (standing === null ? !isOn : standing.value.isOn === isOn) return standing;
    const since = context.clock.now().toISOString();
    await context.mails.writeMailing({ isOn, since, scanned: since }, standing?.etag ?? null);
  }
}

/** Group after group, each time from another, until nothing can be sent any more. */
async function sendWelcomes(context: Context, round: Round): Promise<void> {
  for (let turn = 0; !round.isOver(); turn++) {
    const groups = await context.mails.listAwaiting();
    const minute = Math.floor(context.clock.now().getTime() / MINUTE);
    const first = groups.length === 0 ? 0 : (minute + turn) % groups.length;
    let sent = 0;
    for (const group of [...groups.slice(first), ...groups.slice(0, first)]) {
      const { goesOn, done } = await sendWelcomesOf(context, round, group);
      if (!goesOn) return;
      sent += done;
    }
    if (sent === 0) return;
  }
}
