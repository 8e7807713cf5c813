/** A rule text as tokens, whatever is wrong with it: for colours, completion and what a pointer rests on. */
import { SyntaxFault } from '../../language/diagnostic.ts';
import { Lexer } from '../../language/lexer.ts';
import type { Token } from '../../language/token.ts';

/** A token, or a stretch that is none. */
export type RuleToken =
  | Token
  | { readonly kind: 'fault'; readonly text: string; readonly start: number; readonly end: number };

/** All tokens of a text in source order, without its end. After a stretch that is no token reading goes on behind it. */
export function tokensOf(text: string): readonly RuleToken[] {
  const tokens: RuleToken[] = [];
  let offset = 0;
  while (offset < text.length) {
    const next = readFrom(text, offset, tokens);
    if (next === null) return tokens;
    offset = next;
  }
  return tokens;
}

/** Reads on until the end (null) or a fault (where to go on behind it). */
function readFrom(text: string, offset: number, tokens: RuleToken[]): number | null {
  const lexer = new Lexer(text.slice(offset));
  try {
    for (;;) {
      const token = lexer.next();
      if (token.kind === 'end') return null;
      tokens.push({ ...token, start: token.start + offset, end: token.end + offset });
    }
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    const { code, position, length } = error.diagnostic;
    const start = offset + position;
    const end = code === 'UNTERMINATED_STRING' ? text.length : start + Math.max(1, length);
    tokens.push({ kind: 'fault', text: text.slice(start, end), start, end });
    return end;
  }
}
