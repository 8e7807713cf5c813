/** The keys of welcome mails, which stand in the partition of their group. */

/** How far the log of the group is read. */
export const MAIL_CURSOR = 'cursor';

export const MAILS = { from: 'w:', before: 'w;' } as const;

/** In the order of memberships. */
export function mailRowKey(mail: { readonly seq: number; readonly ordinal: number }): string {
  const seq = mail.seq.toString().padStart(12, '0');
  return `${MAILS.from}${seq}:${mail.ordinal.toString(16).padStart(8, '0')}`;
}
