/** The words of mails where nobody has written others. */
import type { Language } from './localize.ts';

/** What `{{…}}` in a template can name. */
export const MAIL_PLACEHOLDERS = [
  'displayName',
  'userPrincipalName',
  'groupName',
  'groupMail',
  'groupDescription',
] as const;

export type MailPlaceholder = (typeof MAIL_PLACEHOLDERS)[number];

export interface MailText {
  readonly subject: string;
  readonly text: string;
}

export const WELCOME_TEXTS: Readonly<Record<Language, MailText>> = {
  en: {
    subject: 'Welcome to the {{groupName}} group',
    text: 'Hello {{displayName}},\n\nYou are now a member of the {{groupName}} group.\n\n{{groupDescription}}\n\nMail to {{groupMail}} reaches all its members.',
  },
  'pt-BR': {
    subject: 'Boas-vindas ao grupo {{groupName}}',
    text: 'Olá, {{displayName}}!\n\nAgora você é membro do grupo {{groupName}}.\n\n{{groupDescription}}\n\nAs mensagens enviadas para {{groupMail}} chegam a todos os membros.',
  },
  'ru-RU': {
    subject: 'Добро пожаловать в группу «{{groupName}}»',
    text: 'Здравствуйте, {{displayName}}!\n\nТеперь вы участник группы «{{groupName}}».\n\n{{groupDescription}}\n\nПисьма на адрес {{groupMail}} получают все участники.',
  },
};
