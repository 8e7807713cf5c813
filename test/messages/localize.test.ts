import { describe, expect, it } from 'vitest';
import { formatMessage } from '../../src/messages/format-message.ts';
import { findLanguage, languageOf, localize } from '../../src/messages/localize.ts';

describe('a message', () => {
  it.each([
    ['{a} and {b}', { a: '1', b: '2' }, 'en', '1 and 2'],
    ['{a} stays {c}', { a: '{b}' }, 'en', '{b} stays {c}'],
    ['{n, number}', { n: '3073' }, 'pt-BR', '3.073'],
    ['{n, plural, one {# ano} other {# anos}}', { n: '1' }, 'pt-BR', '1 ano'],
    [
      '{n, plural, one {# год} few {# года} many {# лет} other {# года}}',
      { n: '22' },
      'ru-RU',
      '22 года',
    ],
    [
      '{n, plural, one {# год} few {# года} many {# лет} other {# года}}',
      { n: '11' },
      'ru-RU',
      '11 лет',
    ],
    ['{k, select, user {um {t}} other {outro}}!', { k: 'user', t: 'x' }, 'pt-BR', 'um x!'],
    ['{k, select, user {um} other {outro}}', { k: 'z' }, 'pt-BR', 'outro'],
    ['left {open', { open: 'x' }, 'en', 'left x'],
  ])('%s', (message, params, language, text) => {
    expect(formatMessage(message, params, language)).toBe(text);
  });
});

describe('the language of a request', () => {
  it.each([
    ['', 'en'],
    ['de', 'en'],
    ['ru', 'ru-RU'],
    ['pt-PT,en;q=0.5', 'pt-BR'],
    ['en;q=0.5, ru-RU;q=0.8', 'ru-RU'],
    ['ru;q=0, pt', 'pt-BR'],
    ['*', 'en'],
  ])('%s: %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });

  it('is found by any tag of it', () => {
    expect(['PT', 'ru_RU', 'en-GB', 'fr'].map(findLanguage)).toEqual([
      'pt-BR',
      'ru-RU',
      'en',
      null,
    ]);
  });
});

it('a fault without words in a language keeps its English ones', () => {
  const fault = { code: 'NEW_CODE', message: 'Something new.', params: {} };
  expect(localize(fault, 'ru-RU')).toBe(fault);
});
