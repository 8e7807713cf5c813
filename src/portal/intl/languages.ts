/** The languages of the portal, and which one a person gets. */

export const LANGUAGES = ['en', 'pt-BR', 'ru-RU'] as const;
export type Language = (typeof LANGUAGES)[number];

/** As each calls itself; never translated. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  'pt-BR': 'Português (Brasil)',
  'ru-RU': 'Русский',
};

/** The first of the wanted ones that there is, by its language alone if need be; English otherwise. */
export function closestLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0];
    const found = LANGUAGES.find((language) => language.toLowerCase().split('-')[0] === primary);
    if (found !== undefined) return found;
  }
  return 'en';
}
