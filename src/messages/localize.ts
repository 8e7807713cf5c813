/** Faults and advice in the reader's language: same code and place, other words. Rule text, names and operators stay. */
import { findText, type MessageTexts } from '../language/message.ts';
import { formatMessage } from './format-message.ts';
import { PT_BR_MEANING } from './pt-br-meaning.ts';
import { PT_BR_SYNTAX } from './pt-br-syntax.ts';
import { PT_BR_WARNINGS } from './pt-br-warnings.ts';
import { RU_RU_MEANING } from './ru-ru-meaning.ts';
import { RU_RU_SYNTAX } from './ru-ru-syntax.ts';
import { RU_RU_WARNINGS } from './ru-ru-warnings.ts';

/** The languages of messages; English words come with each fault. */
export type Language = 'en' | 'pt-BR' | 'ru-RU';

/** A RuleError, a Warning, or anything else with words made from a code and params. */
export interface Localizable {
  readonly code: string;
  readonly message: string;
  readonly params: Readonly<Record<string, string>>;
  readonly hint?: string;
}

const CATALOGUES: Readonly<Record<Exclude<Language, 'en'>, MessageTexts>> = {
  'pt-BR': { ...PT_BR_SYNTAX, ...PT_BR_MEANING, ...PT_BR_WARNINGS },
  'ru-RU': { ...RU_RU_SYNTAX, ...RU_RU_MEANING, ...RU_RU_WARNINGS },
};

const BY_PREFIX: ReadonlyMap<string, Language> = new Map([
  ['en', 'en'],
  ['pt', 'pt-BR'],
  ['ru', 'ru-RU'],
]);

/** The same fault with `message` and `hint` in a language; unchanged where the language has no words for its code. */
export function localize<Item extends Localizable>(item: Item, language: Language): Item {
  if (language === 'en') return item;
  const text = findText(CATALOGUES[language], item.code, item.params);
  if (text === undefined) return item;
  const format = (message: string) => formatMessage(message, item.params, language);
  return {
    ...item,
    message: format(text.template),
    ...(text.hint !== undefined && { hint: format(text.hint) }),
  };
}

/** The language of a tag such as `pt`, `pt-PT` or `ru_RU`; null for one that there are no messages in. */
export function findLanguage(tag: string): Language | null {
  const [prefix = ''] = tag.toLowerCase().split(/[-_]/);
  return BY_PREFIX.get(prefix) ?? null;
}

/** The first language of an Accept-Language header that there are messages in, by its weights; English when there is none. */
export function languageOf(acceptLanguage: string): Language {
  const wishes = acceptLanguage.split(',').map((wish) => {
    const [tag = '', weight = 'q=1'] = wish.trim().split(/\s*;\s*/);
    return { language: findLanguage(tag), weight: Number(weight.replace(/^q=/, '')) || 0 };
  });
  const best = wishes
    .filter(({ language, weight }) => language !== null && weight > 0)
    .sort((left, right) => right.weight - left.weight)[0];
  return best?.language ?? 'en';
}

/** The catalogue of a language, for tests that every code has its words. */
export function catalogueOf(language: Exclude<Language, 'en'>): MessageTexts {
  return CATALOGUES[language];
}
