/** Welcome mails that are owed, and those of which it is not certain that they were sent: for administrators. */
import type { Context } from '../membership/context.ts';
import type { WelcomeMail, WelcomeStatus } from '../ports/mail-ports.ts';
import { asItStands } from './as-it-stands.ts';

export interface ListedMail {
  readonly id: string;
  readonly groupId: string;
  readonly userId: string | null;
  readonly status: WelcomeStatus;
  /** When the user became a member (ISO). */
  readonly addedDateTime: string;
  readonly attempts: number;
  readonly lastAttemptDateTime: string | null;
  readonly reason: string | null;
}

/** In the order of groups and memberships; of one status where that is asked for. */
export async function listMails(
  context: Context,
  status: WelcomeStatus | null,
): Promise<readonly WelcomeMail[]> {
  const now = context.clock.now();
  const mails = (await context.mails.list()).map((mail) => asItStands(mail, now));
  return status === null ? mails : mails.filter((mail) => mail.status === status);
}

/** With the user's id. */
export async function showMail(context: Context, mail: WelcomeMail): Promise<ListedMail> {
  const user = await context.objects.read(mail.ordinal);
  return {
    id: `${mail.groupId}:${mail.seq}:${mail.ordinal}`,
    groupId: mail.groupId,
    userId: user?.id ?? null,
    status: mail.status,
    addedDateTime: mail.added,
    attempts: mail.attempts,
    lastAttemptDateTime: mail.tried,
    reason: mail.reason,
  };
}
