import type { WelcomeMail } from '../ports/mail-ports.ts';

/** So long nothing is heard of a worker that is sending one, and it counts as dead. */
const IN_HAND = 10 * 60_000;

/** What a worker took in hand and never told of may have been sent. */
export function asItStands(mail: WelcomeMail, now: Date): WelcomeMail {
  const isLost =
    mail.status === 'sending' && now.getTime() - Date.parse(mail.tried ?? '') > IN_HAND;
  if (!isLost) return mail;
  return { ...mail, status: 'inDoubt', reason: 'Whoever was sending it has not been heard of.' };
}
