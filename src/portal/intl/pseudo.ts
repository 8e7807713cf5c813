/** A language for tests: English, 40 % longer, its letters accented, so that what is cut off or not translated shows. */
import type { Messages } from './merge.ts';

const ACCENTED: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  A: 'Á',
  E: 'É',
  I: 'Í',
  O: 'Ó',
  U: 'Ú',
};

export function pseudoMessages(messages: Messages): Messages {
  return Object.fromEntries(Object.entries(messages).map(([id, text]) => [id, pseudo(text)]));
}

/** What stands in braces is left as it is: names of arguments, and their branches. */
function pseudo(text: string): string {
  let depth = 0;
  let letters = 0;
  const accented = [...text].map((letter) => {
    if (letter === '{') depth++;
    if (letter === '}') depth--;
    if (depth > 0) return letter;
    letters++;
    return ACCENTED[letter] ?? letter;
  });
  return `⟦${accented.join('')}${'·'.repeat(Math.ceil(letters * 0.4))}⟧`;
}
