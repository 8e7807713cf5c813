import type { Language } from '../messages/localize.ts';
import type { Mailer } from '../ports/mail-ports.ts';

/** What is set of mails (docs/mail.md). */
export interface MailOptions {
  /** Mails a minute, over all instances. */
  readonly perMinute: number;
  /** For whom has none of the languages there are words in. */
  readonly language: Language;
  /** The domain of the addresses of Microsoft 365 groups. */
  readonly mailDomain: string;
  /** The domain that ids of mails end in. */
  readonly idDomain: string;
  /** Who is told of alerts. */
  readonly alertTo: readonly string[];
}

/** How this instance sends mails. */
export interface Outbox extends MailOptions {
  readonly mailer: Mailer;
}
