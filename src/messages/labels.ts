/** The few words a terminal shows around faults and advice. */
import { formatMessage } from './format-message.ts';
import type { Language } from './localize.ts';

/** What a label is for: the replacement of a stretch, the head of a rule's findings, a good rule, the end of a list. */
export type Label = 'try' | 'rule' | 'valid' | 'summary';

const LABELS: Readonly<Record<Language, Readonly<Record<Label, string>>>> = {
  en: {
    try: 'Try: {suggestion}',
    rule: 'Rule {id}:',
    valid: 'The rule is valid. It selects {kind, select, user {users} other {devices}}.',
    summary: '{valid} valid, {invalid} invalid',
  },
  'pt-BR': {
    try: 'Tente: {suggestion}',
    rule: 'Regra {id}:',
    valid: 'A regra é válida. Ela seleciona {kind, select, user {usuários} other {dispositivos}}.',
    summary: '{valid} válidas, {invalid} inválidas',
  },
  'ru-RU': {
    try: 'Попробуйте: {suggestion}',
    rule: 'Правило {id}:',
    valid: 'Правило верно. Оно выбирает {kind, select, user {пользователей} other {устройства}}.',
    summary: 'верных: {valid}, неверных: {invalid}',
  },
};

/** A label in a language, filled with `params` by placeholder. */
export function labelOf(
  label: Label,
  language: Language,
  params: Readonly<Record<string, string>>,
): string {
  return formatMessage(LABELS[language][label], params, language);
}
