/** The portal's texts: complete in three languages, and nowhere but in the catalogues. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createIntl } from 'react-intl';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../src/portal');
const LANGUAGES = ['en', 'pt-BR', 'ru-RU'];

const folders = globSync('*/messages', { cwd: root }).map((path) => path.split(/[\\/]/)[0] ?? '');
const sources = globSync('**/*.{ts,tsx}', { cwd: root }).map((name) => ({
  name,
  text: readFileSync(join(root, name), 'utf8'),
}));

function catalogue(folder: string, language: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(root, folder, 'messages', `${language}.json`), 'utf8'));
}

/** Names in braces, and which of them decide on a form. */
function argumentsOf(message: string): readonly string[] {
  return [
    ...new Set([...message.matchAll(/\{(\w+)(?=[,}])/g)].map(([, name]) => name ?? '')),
  ].sort();
}

function prefixOf(folder: string): string {
  return `${folder.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}.`;
}

describe.each(folders)('the texts of %s', (folder) => {
  test('have the same keys and arguments in every language, and keys of their own', () => {
    const english = catalogue(folder, 'en');
    for (const language of LANGUAGES) {
      const other = catalogue(folder, language);
      expect(Object.keys(other).sort()).toEqual(Object.keys(english).sort());
      for (const [key, message] of Object.entries(other)) {
        expect(argumentsOf(message), key).toEqual(argumentsOf(english[key] ?? ''));
        expect(message.trim(), key).not.toBe('');
      }
    }
    for (const key of Object.keys(english))
      expect(key.startsWith(prefixOf(folder)), key).toBe(true);
  });

  test.each(LANGUAGES)('can be filled in, in %s', (language) => {
    const messages = catalogue(folder, language);
    const faults: string[] = [];
    const intl = createIntl({
      locale: language,
      messages,
      onError: (error) => faults.push(error.message),
    });
    for (const [id, message] of Object.entries(messages))
      intl.formatMessage({ id }, Object.fromEntries(argumentsOf(message).map((name) => [name, 2])));
    expect(faults).toEqual([]);
  });

  test.each(['pt-BR', 'ru-RU'])('have every form of number that %s needs', (language) => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    for (const [key, message] of Object.entries(catalogue(folder, language)))
      if (message.includes(', plural,'))
        for (const form of pluralCategories)
          expect(message, key).toMatch(new RegExp(`\\b${form} \\{`));
  });
});

test('every text that is asked for is there', () => {
  const known = new Set(folders.flatMap((folder) => Object.keys(catalogue(folder, 'en'))));
  const asked = sources.flatMap(({ name, text }) =>
    [...text.matchAll(/\btext\(\s*'([^']+)'/g)].map(([, key]) => `${name}: ${key}`),
  );
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter((one) => !known.has(one.split(': ')[1] ?? ''))).toEqual([]);
});

/** `>words<` between tags, and attributes that are read out or shown. */
const BARE = [
  />\s*([\p{L}][^<>{}=;()]*[\p{L}.!?])\s*<\//gu,
  /\b(?:aria-label|placeholder|title|label|alt|content)="([^"]+)"/g,
];
/** Names that are the same everywhere. */
const NAMES = new Set(['Muster', 'department']);

test('no text stands in a component', () => {
  const found = sources
    .filter(({ name }) => name.endsWith('.tsx'))
    .flatMap(({ name, text }) =>
      BARE.flatMap((pattern) => [...text.matchAll(pattern)].map(([, words = '']) => words.trim()))
        .filter((words) => words !== '' && !NAMES.has(words))
        .map((words) => `${name}: ${words}`),
    );
  expect(found).toEqual([]);
});
