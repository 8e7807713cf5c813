/** Words of mails with `{{placeholders}}`: which there are, and how they are filled so that a name is never more than text. */
import type { Language } from '../messages/localize.ts';
import { MAIL_PLACEHOLDERS, type MailPlaceholder, WELCOME_TEXTS } from '../messages/mail-texts.ts';
import type { StoredTemplate } from '../ports/mail-ports.ts';

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these end a header, or hide text.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

/** The template of a language: somebody's own, or ours. */
export function templateIn(stored: readonly StoredTemplate[], language: Language): StoredTemplate {
  const own = stored.find((template) => template.language === language);
  return own ?? { language, html: null, ...WELCOME_TEXTS[language] };
}

/** Names between `{{` and `}}` that stand for nothing. */
export function unknownPlaceholders(text: string): readonly string[] {
  const names = [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name.trim());
  return [...new Set(names.filter((name) => !MAIL_PLACEHOLDERS.some((known) => known === name)))];
}

/** Whether a placeholder begins that does not end: it would be mailed as it is. */
export function hasUnclosedPlaceholder(text: string): boolean {
  return text.replace(PLACEHOLDER, '').includes('{{');
}

/** Subject and both parts of a mail. */
export function fillTemplate(
  { subject, text, html }: StoredTemplate,
  values: Readonly<Record<MailPlaceholder, string>>,
): { readonly subject: string; readonly text: string; readonly html: string } {
  const plain = (template: string) => filled(template, values, oneLine);
  return {
    subject: oneLine(plain(subject)),
    text: paragraphsOf(plain(text)).join('\n\n'),
    html:
      html === null
        ? htmlOf(plain(text))
        : filled(html, values, (value) => escaped(oneLine(value))),
  };
}

function filled(
  template: string,
  values: Readonly<Record<string, string>>,
  shown: (value: string) => string,
): string {
  return template.replace(PLACEHOLDER, (_, name: string) => shown(values[name.trim()] ?? ''));
}

/** A paragraph whose only words were of a placeholder that stands for nothing goes. */
function paragraphsOf(text: string): readonly string[] {
  return text.split(/\r?\n(?:[ \t]*\r?\n)+/).filter((paragraph) => paragraph.trim() !== '');
}

function htmlOf(text: string): string {
  const paragraphs = paragraphsOf(text).map(
    (paragraph) => `<p>${escaped(paragraph).replace(/\r?\n/g, '<br>')}</p>`,
  );
  return `<!DOCTYPE html><html><body>${paragraphs.join('\n')}</body></html>`;
}

/** Without line breaks and other characters that are no text. */
export function oneLine(text: string): string {
  return text.replace(CONTROLS, ' ').trim();
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
