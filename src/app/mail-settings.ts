/** The settings of mails: nothing is sent unless both the server and the sender are set. */
import { z } from 'zod';
import { readSmtpUrl, type SmtpServer } from '../mail/read-smtp-url.ts';
import { createSmtpMailer } from '../mail/smtp-mailer.ts';
import { findLanguage, type Language } from '../messages/localize.ts';
import { domainOf, isMailAddress } from '../notices/address.ts';
import type { Outbox } from '../notices/outbox.ts';
import type { Mailer } from '../ports/mail-ports.ts';

export interface MailSettings {
  readonly server: SmtpServer;
  /** An address, or a name and an address. */
  readonly from: string;
  readonly perMinute: number;
  readonly language: Language;
  readonly alertTo: readonly string[];
}

/** What Exchange Online takes from one sender. */
const DEFAULT_PER_MINUTE = 30;

export const smtpUrl = z
  .string()
  .default('')
  .transform((text, check) => {
    if (text === '') return null;
    const server = readSmtpUrl(text);
    // Without the value, which holds a password.
    if (server === null)
      check.addIssue({
        code: 'custom',
        message:
          'must be an address such as smtp://user:password@smtp.example.com:587, or smtps://, its user and password percent-encoded',
      });
    return server;
  });

export const sender = z
  .string()
  .default('')
  .refine((text) => text === '' || isMailAddress(addressIn(text)), {
    error: 'must be an address such as groups@example.com or Groups <groups@example.com>',
  });

export const mailLanguage = z
  .string()
  .default('')
  .transform((text, check) => {
    const language = text === '' ? 'en' : findLanguage(text);
    if (language === null)
      check.addIssue({ code: 'custom', message: 'must be en, pt-BR or ru-RU' });
    return language ?? 'en';
  });

export const addresses = z
  .string()
  .default('')
  .transform((text) => text.split(/[,;\s]+/).filter((item) => item !== ''))
  .refine((items) => items.every(isMailAddress), { error: 'must be mail addresses' });

type Environment = Readonly<Record<string, string | undefined>>;

/** Half of it would send nothing without a word. */
export function findMailFaults(environment: Environment): readonly string[] {
  const has = (name: string) => (environment[name] ?? '') !== '';
  const names = ['MUSTER_SMTP_URL', 'MUSTER_MAIL_FROM'] as const;
  const using = [...names, 'MUSTER_ALERT_MAIL'].find(has);
  if (using === undefined) return [];
  return names
    .filter((name) => !has(name))
    .map((name) => `${name}: is missing, and ${using} is set`);
}

/** Null: no mail is sent. */
export function mailSettingsOf(values: {
  readonly MUSTER_SMTP_URL: SmtpServer | null;
  readonly MUSTER_MAIL_FROM: string;
  readonly MUSTER_MAIL_RATE?: number | undefined;
  readonly MUSTER_MAIL_LANGUAGE: Language;
  readonly MUSTER_ALERT_MAIL: readonly string[];
}): MailSettings | null {
  if (values.MUSTER_SMTP_URL === null) return null;
  return {
    server: values.MUSTER_SMTP_URL,
    from: values.MUSTER_MAIL_FROM,
    perMinute: values.MUSTER_MAIL_RATE ?? DEFAULT_PER_MINUTE,
    language: values.MUSTER_MAIL_LANGUAGE,
    alertTo: values.MUSTER_ALERT_MAIL,
  };
}

/** How this instance sends mails; null: it sends none. */
export function outboxOf(
  { mail, mailDomain }: { readonly mail: MailSettings | null; readonly mailDomain: string },
  mailer?: Mailer,
): Outbox | null {
  if (mail === null) return null;
  const { server, from, perMinute, language, alertTo } = mail;
  return {
    mailer: mailer ?? createSmtpMailer(server, from),
    perMinute,
    language,
    mailDomain,
    idDomain: domainOf(addressIn(from)),
    alertTo,
  };
}

function addressIn(sender: string): string {
  return /^[^<>\r\n]*<([^<>]+)>$/.exec(sender)?.[1] ?? sender;
}
