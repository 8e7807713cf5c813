/** From rule text to tree: the door of the parser. */
import type { Ast, DirectReports } from './ast.ts';
import { type Diagnostic, faultAt, SyntaxFault } from './diagnostic.ts';
import { notAConnector } from './misfit.ts';
import { parseOr } from './parse-expression.ts';
import { TokenCursor } from './token-cursor.ts';

/** A tree, or the first fault met from left to right; and what reading cost, in steps that grow at most linearly with the text. */
export type ParseResult = { readonly steps: number } & (
  | { readonly ast: Ast; readonly fault: null }
  | { readonly ast: null; readonly fault: Diagnostic }
);

/**
 * Parses a rule by rules-spec.md 2 to 4. Any text is good: there is no bound on its length here (rules-spec.md 8 has one,
 * which `checkText` tests), and a fault is returned, not thrown.
 */
export function parseRule(text: string): ParseResult {
  const cursor = new TokenCursor(text);
  try {
    return { ast: parseWhole(cursor), fault: null, steps: cursor.steps };
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    return { ast: null, fault: error.diagnostic, steps: cursor.steps };
  }
}

/** rule = direct | or ; */
function parseWhole(cursor: TokenCursor): Ast {
  if (cursor.isAtWord('direct') && cursor.isAtWord('reports', 1)) return parseDirect(cursor);
  const expression = parseOr(cursor);
  const rest = cursor.peek();
  if (rest.kind !== 'end') throw notAConnector(rest);
  return expression;
}

/** direct = "Direct" "Reports" "for" string ; */
function parseDirect(cursor: TokenCursor): DirectReports {
  const { start } = cursor.take();
  cursor.take();
  if (!cursor.isAtWord('for')) throw faultAt('DIRECT_REPORTS_SYNTAX', cursor.peek());
  cursor.take();
  const manager = cursor.peek();
  if (manager.kind !== 'string') throw faultAt('DIRECT_REPORTS_SYNTAX', manager);
  cursor.take();
  if (cursor.peek().kind !== 'end') throw faultAt('DIRECT_REPORTS_COMBINED', cursor.peek());
  const { value, end } = manager;
  return {
    kind: 'direct-reports',
    manager: { kind: 'string', value, start: manager.start, end },
    start,
    end,
  };
}
