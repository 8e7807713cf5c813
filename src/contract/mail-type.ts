/** Bodies of our own routes about mails (docs/mail.md). */
import { z } from 'zod';
import { count, id, instant, pageOf } from './body-schemas.ts';
import { parseBody } from './parse-body.ts';

/** What `PUT /mailTemplates/{language}` is sent. */
export const mailTemplateRequest = z.strictObject({
  subject: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^[^\r\n]*$/, 'is one line'),
  text: z.string().trim().min(1).max(20_000),
  html: z.string().max(50_000).nullable().default(null),
});

/** The words of welcome mails in one language. */
export type MailTemplateBody = z.infer<typeof mailTemplateRequest>;

/** `{subject, text, html?}` Throws RequestError 400. */
export function readMailTemplate(body: unknown): MailTemplateBody {
  return parseBody(mailTemplateRequest, body);
}

/** Words of a language; `isDefault`: nobody has written others. */
export const mailTemplate = z.strictObject({
  language: z.enum(['en', 'pt-BR', 'ru-RU']),
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
  isDefault: z.boolean(),
});

export const mailTemplates = z.strictObject({ value: z.array(mailTemplate) });

/** Welcome mails that are owed, or were not sent for certain. */
export const mails = pageOf(
  z.strictObject({
    id: z.string(),
    groupId: id,
    userId: id.nullable(),
    status: z.enum(['waiting', 'sending', 'inDoubt', 'refused']),
    addedDateTime: instant,
    attempts: count,
    lastAttemptDateTime: instant.nullable(),
    reason: z.string().nullable(),
  }),
);
