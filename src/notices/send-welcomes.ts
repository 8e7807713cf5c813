/**
 * Sends the welcome mails of groups (docs/mail.md). A mail is taken in hand by a conditional write before it is sent, and
 * never taken in hand again unless a server has said that it has not taken it: at most one goes out for a membership.
 */
import type { GroupMeta } from '../directory/group-meta.ts';
import { welcomeMailOf } from '../directory/welcome.ts';
import type { Context } from '../membership/context.ts';
import type {
  AwaitingGroup,
  MailOutcome,
  StoredTemplate,
  WelcomeMail,
} from '../ports/mail-ports.ts';
import type { Stamped } from '../ports/ports.ts';
import { asItStands } from './as-it-stands.ts';
import { Leavers } from './leavers.ts';
import type { MailQuota } from './mail-quota.ts';
import { NoMailServerError } from './no-mail-server.ts';
import type { Outbox } from './outbox.ts';
import { isBehind, planWelcomes } from './plan-welcomes.ts';
import { writeWelcome } from './write-welcome.ts';

/** Mails of a group that wait for a better moment; more are not planned meanwhile. */
const MOST_WAITING = 1_000;
const MINUTE = 60_000;
const LONGEST_WAIT = 60 * MINUTE;
/** So long a server may go on saying "later". */
const GIVEN_UP_AFTER = 3 * 24 * 60 * MINUTE;

/** One going round. */
export interface Round {
  readonly outbox: Outbox;
  readonly quota: MailQuota;
  readonly templates: readonly StoredTemplate[];
  /** Members of before (ISO) are not told. */
  readonly since: string;
  /** Whether it has to end. */
  readonly isOver: () => boolean;
}

/** Sends what a group owes. Answers whether to go on: not when enough were sent for now. Throws NoMailServerError. */
export async function sendWelcomesOf(
  context: Context,
  round: Round,
  group: AwaitingGroup,
): Promise<{ readonly goesOn: boolean; readonly done: number }> {
  const meta = (await context.groups.readMeta(group.groupId))?.value;
  if (meta === undefined || !isGreeting(meta)) {
    await dropAll(context, group);
    return { goesOn: true, done: 0 };
  }
  const due = await dueMails(context, round, { meta, group });
  const [first] = due;
  if (first === undefined) return { goesOn: true, done: 0 };
  const leavers = new Leavers(context, first.value.seq);
  let done = 0;
  for (const mail of due) {
    if (round.isOver()) return { goesOn: false, done };
    if (!(await sendWelcome(context, round, { mail, leavers }))) return { goesOn: false, done };
    done++;
  }
  return { goesOn: true, done };
}

function isGreeting(meta: GroupMeta): boolean {
  return meta.deleted === null && welcomeMailOf(meta) === true;
}

/** What is planned goes; the cursor stays where it is. */
async function dropAll(context: Context, group: AwaitingGroup): Promise<void> {
  const { mails } = await context.mails.readGroup(group.groupId);
  for (const { value, etag } of mails)
    if (value.status === 'waiting') await context.mails.remove(value, etag);
  if (!(await isInHand(context, mails))) await context.mails.removeAwaiting(group);
}

/**
 * Whether somebody is sending one: he may have to put it back, so the group is not done with. Whoever has not been heard
 * of for long is not waited for: what he had in hand is in doubt from now on, also if he comes back.
 */
async function isInHand(
  context: Context,
  mails: readonly Stamped<WelcomeMail>[],
): Promise<boolean> {
  const now = context.clock.now();
  let isAny = false;
  for (const { value, etag } of mails) {
    if (value.status !== 'sending') continue;
    const known = asItStands(value, now);
    const isLost = known.status === 'inDoubt';
    if (!isLost || (await context.mails.replace({ value: known, etag })) === null) isAny = true;
  }
  return isAny;
}

/** What can be sent now; the group is done with when nothing is owed any more. */
async function dueMails(
  context: Context,
  { since }: Round,
  { meta, group }: { readonly meta: GroupMeta; readonly group: AwaitingGroup },
): Promise<readonly Stamped<WelcomeMail>[]> {
  const now = context.clock.now().toISOString();
  const read = async () => {
    const { cursor, mails } = await context.mails.readGroup(group.groupId);
    const waiting = mails.filter(({ value }) => value.status === 'waiting');
    const due = waiting.filter(({ value }) => (value.notBefore ?? '') <= now);
    return { start: { cursor, from: group.from, since }, mails, waiting, due };
  };
  for (;;) {
    const { start, mails, waiting, due } = await read();
    if (due.length > 0 || waiting.length >= MOST_WAITING) return due;
    if (isBehind(meta, start)) {
      await planWelcomes(context, meta, start);
      continue;
    }
    const isOwing = waiting.length > 0 || (await isInHand(context, mails));
    if (!isOwing) await context.mails.removeAwaiting(group);
    return [];
  }
}

/** False: no more can be sent now. */
async function sendWelcome(
  context: Context,
  round: Round,
  about: { readonly mail: Stamped<WelcomeMail>; readonly leavers: Leavers },
): Promise<boolean> {
  const { mail, leavers } = about;
  const { value, etag } = mail;
  const meta = (await context.groups.readMeta(value.groupId))?.value;
  const isOwed =
    meta !== undefined &&
    isGreeting(meta) &&
    value.seq > (meta.welcomeFrom ?? 0) &&
    value.added >= round.since &&
    !(await leavers.haveLeft(meta, value));
  const written = isOwed ? await writeWelcome(context, round, { meta, key: value }) : null;
  if (written === null) {
    await context.mails.remove(value, etag);
    return true;
  }
  if (!(await round.quota.take())) return false;
  const tried = context.clock.now().toISOString();
  const inHand: WelcomeMail = { ...value, status: 'sending', attempts: value.attempts + 1, tried };
  const claim = await context.mails.replace({ value: inHand, etag });
  if (claim === null) {
    round.quota.giveBack();
    return true;
  }
  const outcome = await round.outbox.mailer.send(written);
  await noteOutcome(context, { value: inHand, etag: claim }, outcome);
  if (outcome.kind === 'unreachable') throw new NoMailServerError(outcome.reason);
  return true;
}

async function noteOutcome(
  context: Context,
  { value, etag }: Stamped<WelcomeMail>,
  outcome: MailOutcome,
): Promise<void> {
  if (outcome.kind === 'accepted') return context.mails.remove(value, etag);
  const { reason } = outcome;
  await context.mails.replace({ value: { ...after(context, value, outcome.kind), reason }, etag });
}

function after(
  context: Context,
  value: WelcomeMail,
  kind: Exclude<MailOutcome['kind'], 'accepted'>,
): WelcomeMail {
  switch (kind) {
    case 'refused':
    case 'inDoubt':
      return { ...value, status: kind };
    case 'unreachable':
      return { ...value, status: 'waiting', attempts: value.attempts - 1 };
    case 'deferred': {
      const now = context.clock.now().getTime();
      if (now - Date.parse(value.added) > GIVEN_UP_AFTER) return { ...value, status: 'refused' };
      const wait = Math.min(LONGEST_WAIT, MINUTE * 2 ** (value.attempts - 1));
      return { ...value, status: 'waiting', notBefore: new Date(now + wait).toISOString() };
    }
  }
}
