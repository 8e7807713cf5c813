/** The words of welcome mails, which administrators may write anew in each language. */

import type { Context } from '../membership/context.ts';
import { findLanguage, type Language } from '../messages/localize.ts';
import { MAIL_PLACEHOLDERS } from '../messages/mail-texts.ts';
import type { StoredTemplate } from '../ports/mail-ports.ts';
import { badRequest, resourceNotFound } from '../util/errors.ts';
import { hasUnclosedPlaceholder, templateIn, unknownPlaceholders } from './mail-template.ts';

const LANGUAGES: readonly Language[] = ['en', 'pt-BR', 'ru-RU'];

export interface MailTemplate extends StoredTemplate {
  /** Whether they are ours. */
  readonly isDefault: boolean;
}

export async function listMailTemplates(context: Context): Promise<readonly MailTemplate[]> {
  const stored = await context.mails.listTemplates();
  return LANGUAGES.map((language) => shown(stored, language));
}

/** Throws 404 for a language there are no mails in. */
export async function getMailTemplate(context: Context, name: string): Promise<MailTemplate> {
  const language = languageNamed(name);
  return shown(await context.mails.listTemplates(), language);
}

/** Throws 404 for another language; 400, which names it, for a placeholder that there is not: nothing is written then. */
export async function changeMailTemplate(
  context: Context,
  name: string,
  words: Omit<StoredTemplate, 'language'>,
): Promise<MailTemplate> {
  const language = languageNamed(name);
  const parts = { subject: words.subject, text: words.text, html: words.html ?? '' };
  const details = Object.entries(parts).flatMap(([target, text]) => faultsOf(target, text));
  if (details.length > 0)
    throw badRequest(details.map(({ message }) => message).join(' '), details);
  const template = { language, ...words };
  await context.mails.putTemplate(template);
  return { ...template, isDefault: false };
}

function faultsOf(target: string, text: string) {
  const known = MAIL_PLACEHOLDERS.map((name) => `{{${name}}}`).join(', ');
  const unknown = unknownPlaceholders(text).map((placeholder) => ({
    code: 'UnknownPlaceholder',
    target,
    message: `'${target}': {{${placeholder}}} is no placeholder; there are ${known}.`,
  }));
  if (!hasUnclosedPlaceholder(text)) return unknown;
  const message = `'${target}': a placeholder begins with {{ and does not end with }}.`;
  return [...unknown, { code: 'UnclosedPlaceholder', target, message }];
}

/** Back to our words. Throws 404. */
export async function resetMailTemplate(context: Context, name: string): Promise<void> {
  await context.mails.removeTemplate(languageNamed(name));
}

function shown(stored: readonly StoredTemplate[], language: Language): MailTemplate {
  const isDefault = !stored.some((template) => template.language === language);
  return { ...templateIn(stored, language), isDefault };
}

function languageNamed(name: string): Language {
  const language = findLanguage(name);
  const isWhole = LANGUAGES.some((known) => known.toLowerCase() === name.toLowerCase());
  if (language === null || !isWhole) throw resourceNotFound(name);
  return language;
}
