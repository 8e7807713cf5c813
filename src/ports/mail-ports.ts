/** Mails that are sent, and the storage verbs that keep them from being sent twice: what ports.ts says of a call holds here too. */
import type { Stamped } from './ports.ts';

/** A mail as it goes out, in words that are ready. */
export interface Mail {
  /** Without angle brackets; the same for every attempt at the same mail. */
  readonly messageId: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Null: the mail has its text alone. */
  readonly html: string | null;
  /** BCP 47. */
  readonly language: string;
}

/**
 * What came of sending a mail. `deferred` and `refused`: the server said so (4xx, 5xx), and has not taken it. `unreachable`:
 * there was no server to take it. `inDoubt`: the server may have taken it.
 */
export type MailOutcome =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'deferred' | 'refused' | 'unreachable' | 'inDoubt';
      /** For people, without secrets. */
      readonly reason: string;
    };

export interface Mailer {
  /** Tries once. Throws nothing: whatever goes wrong is an outcome. */
  send(mail: Mail): Promise<MailOutcome>;
}

/** A membership to be told of: a user, and the entry of the group's log that made him a member. */
export interface WelcomeKey {
  readonly groupId: string;
  readonly seq: number;
  readonly ordinal: number;
}

/** `sending`: a worker has it in hand, or died with it. `inDoubt` and `refused` are not tried again. */
export type WelcomeStatus = 'waiting' | 'sending' | 'inDoubt' | 'refused';

/** A welcome mail that is owed, or was not sent for certain; one that was sent has none of this. */
export interface WelcomeMail extends WelcomeKey {
  readonly status: WelcomeStatus;
  /** When the user became a member (ISO). */
  readonly added: string;
  /** How often a server has been asked to take it. */
  readonly attempts: number;
  /** When it was last taken in hand (ISO); null: never. */
  readonly tried: string | null;
  /** Not before this instant (ISO); null: at once. */
  readonly notBefore: string | null;
  readonly reason: string | null;
}

/** How far a group's log is read: whole entries, then the ordinals of the next one. */
export interface WelcomeCursor {
  readonly seq: number;
  /** The highest ordinal of entry `seq + 1` that is planned; null: none is. */
  readonly ordinal: number | null;
}

/** What is known of one group's mails, read in one query. */
export interface GroupMails {
  readonly cursor: Stamped<WelcomeCursor> | null;
  /** In the order of memberships. */
  readonly mails: readonly Stamped<WelcomeMail>[];
}

/** A group whose log may have members who were not told. */
export interface AwaitingGroup {
  readonly groupId: string;
  /** The log before and with this entry is of no concern where there is no cursor yet. */
  readonly from: number;
  readonly etag: string;
}

/** Whether mails are sent at all, and how far it is known who has to get one. */
export interface Mailing {
  readonly isOn: boolean;
  /** Since when (ISO): members of before get none. */
  readonly since: string;
  /** Changes of groups have been looked for up to this instant (ISO). */
  readonly scanned: string;
}

/** How many mails were sent within a minute. */
export interface MailRate {
  /** The minute (ISO). */
  readonly minute: string;
  readonly sent: number;
}

/** How far alerts have been told of by mail. */
export interface AlertMailing {
  readonly isOn: boolean;
  /** The newest event that was told of. */
  readonly through: number;
  /** The events of the mail that is being sent: those after one number, through another. */
  readonly letter: { readonly after: number; readonly through: number } | null;
  /** When the last mail went out (ISO). */
  readonly sent: string | null;
}

export interface MailStore {
  readMailing(): Promise<Stamped<Mailing> | null>;
  /** If-Match the ETag (null: there is none yet); false when it was written since. */
  writeMailing(mailing: Mailing, etag: string | null): Promise<boolean>;
  readRate(): Promise<Stamped<MailRate> | null>;
  writeRate(rate: MailRate, etag: string | null): Promise<boolean>;
  readAlertMailing(): Promise<Stamped<AlertMailing> | null>;
  writeAlertMailing(mailing: AlertMailing, etag: string | null): Promise<boolean>;
  /** Groups to look at, in the order of their ids. */
  listAwaiting(): Promise<readonly AwaitingGroup[]>;
  /** Nothing happens where the group is there already. */
  addAwaiting(groupId: string, from: number): Promise<void>;
  /** If-Match; nothing happens when it was written since. */
  removeAwaiting(group: AwaitingGroup): Promise<void>;
  readGroup(groupId: string): Promise<GroupMails>;
  /**
   * Moves the cursor, If-Match its ETag (null: there is none yet), and inserts mails, at most `MOST_PLANNED`, in one transaction;
   * false when the cursor was moved since.
   */
  plan(
    groupId: string,
    cursor: { readonly value: WelcomeCursor; readonly etag: string | null },
    mails: readonly WelcomeMail[],
  ): Promise<boolean>;
  /** If-Match. Answers the new ETag; null when it was written since, or is gone. */
  replace(mail: Stamped<WelcomeMail>): Promise<string | null>;
  /** If-Match; nothing happens when it was written since. */
  remove(key: WelcomeKey, etag: string): Promise<void>;
  /** Every mail that is owed or was not sent for certain. */
  list(): Promise<readonly WelcomeMail[]>;
  listTemplates(): Promise<readonly StoredTemplate[]>;
  putTemplate(template: StoredTemplate): Promise<void>;
  removeTemplate(language: string): Promise<void>;
}

/** How many mails one transaction plans. */
export const MOST_PLANNED = 90;

/** The words of welcome mails in a language, in place of our own. */
export interface StoredTemplate {
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  /** Null: made from the text. */
  readonly html: string | null;
}
