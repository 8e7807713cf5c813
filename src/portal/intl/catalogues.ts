/** The texts of a language, loaded when it is chosen. */
import type { Language } from './languages.ts';
import type { Messages } from './merge.ts';

export async function loadMessages(language: Language): Promise<Messages> {
  switch (language) {
    case 'en':
      return (await import('./en.ts')).messages;
    case 'pt-BR':
      return (await import('./pt-br.ts')).messages;
    case 'ru-RU':
      return (await import('./ru-ru.ts')).messages;
  }
}
