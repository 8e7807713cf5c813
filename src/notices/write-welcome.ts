import type { Attributes } from '../directory/attributes.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { Context } from '../membership/context.ts';
import { findLanguage, type Language } from '../messages/localize.ts';
import type { Mail, StoredTemplate, WelcomeKey } from '../ports/mail-ports.ts';
import { addressOf } from './address.ts';
import { fillTemplate, templateIn } from './mail-template.ts';
import type { Outbox } from './outbox.ts';

/** The mail for a membership, in the recipient's language; null where there is nobody any more, or no address. */
export async function writeWelcome(
  context: Context,
  about: { readonly outbox: Outbox; readonly templates: readonly StoredTemplate[] },
  { meta, key }: { readonly meta: GroupMeta; readonly key: WelcomeKey },
): Promise<Mail | null> {
  const user = await context.objects.read(key.ordinal);
  if (user === null || user.deleted !== null) return null;
  const to = addressOf(user.attributes);
  if (to === null) return null;
  const { outbox, templates } = about;
  const language = languageOf(user.attributes) ?? outbox.language;
  const { resource } = meta;
  const words = fillTemplate(templateIn(templates, language), {
    displayName: textOf(user.attributes.displayName),
    userPrincipalName: textOf(user.attributes.userPrincipalName),
    groupName: resource.displayName,
    groupMail: `${resource.mailNickname}@${outbox.mailDomain}`,
    groupDescription: resource.description ?? '',
  });
  const messageId = `welcome.${meta.id}.${key.seq}.${key.ordinal}@${outbox.idDomain}`;
  return { messageId, to: [to], language, ...words };
}

function languageOf({ preferredLanguage }: Attributes): Language | null {
  return typeof preferredLanguage === 'string' ? findLanguage(preferredLanguage) : null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
