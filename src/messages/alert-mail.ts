/** The words around alerts in a mail; what an alert itself says is English, as everywhere. */
import { formatMessage } from './format-message.ts';
import type { Language } from './localize.ts';

export interface AlertLine {
  readonly time: string;
  readonly change: 'raised' | 'renewed' | 'ended';
  readonly text: string;
}

type Words = Readonly<Record<'one' | 'many' | 'more' | AlertLine['change'], string>>;

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    one: 'Muster: alert {change}: {text}',
    many: 'Muster: {count, number} alerts',
    more: 'And {count, plural, one {# more} other {# more}}: GET /muster/v1/alerts lists what stands.',
    raised: 'raised',
    renewed: 'renewed',
    ended: 'ended',
  },
  'pt-BR': {
    one: 'Muster: alerta {change}: {text}',
    many: 'Muster: {count, number} alertas',
    more: 'E {count, plural, one {mais #} other {mais #}}: GET /muster/v1/alerts lista os que estão ativos.',
    raised: 'aberto',
    renewed: 'renovado',
    ended: 'encerrado',
  },
  'ru-RU': {
    one: 'Muster: оповещение {change}: {text}',
    many: 'Muster: оповещений: {count, number}',
    more: 'И ещё {count, number}: GET /muster/v1/alerts показывает действующие.',
    raised: 'открыто',
    renewed: 'обновлено',
    ended: 'закрыто',
  },
};

const LONGEST_SUBJECT = 150;

/** Subject and text of a mail about some alerts; `more`: how many are not among the lines. */
export function alertMailOf(
  { lines, more }: { readonly lines: readonly AlertLine[]; readonly more: number },
  language: Language,
): { readonly subject: string; readonly text: string } {
  const words = WORDS[language];
  const [first] = lines;
  const count = String(lines.length + more);
  const subject =
    first !== undefined && count === '1'
      ? formatMessage(words.one, { change: words[first.change], text: first.text }, language)
      : formatMessage(words.many, { count }, language);
  const told = lines.map(({ time, change, text }) => `${time}  ${words[change]}: ${text}`);
  const rest = more === 0 ? [] : [formatMessage(words.more, { count: String(more) }, language)];
  return { subject: subject.slice(0, LONGEST_SUBJECT), text: [...told, ...rest].join('\n\n') };
}
