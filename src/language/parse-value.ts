/** The constant on the right of a comparison (rules-spec.md 3, 9.1 "where a value must stand"). */
import type { ListLiteral, NowExpression, NowOffset, Scalar, Value } from './ast.ts';
import { faultAt } from './diagnostic.ts';
import { parseDuration } from './duration.ts';
import { notAClosing, notAList, notAListSeparator, notAValue } from './misfit.ts';
import type { ComparisonName } from './operator-names.ts';
import type { Token } from './token.ts';
import type { TokenCursor } from './token-cursor.ts';

/** comparison = cmpOp value | ( IN | NOTIN ) list ; called with the operator taken. */
export function parseOperand(cursor: TokenCursor, operator: ComparisonName): Value {
  return operator === 'in' || operator === 'notIn'
    ? parseList(cursor, operator)
    : parseValue(cursor, operator);
}

/** value = scalar | nowExpr ; */
function parseValue(cursor: TokenCursor, operator: ComparisonName): Value {
  const token = cursor.peek();
  switch (token.kind) {
    case 'now':
      return parseNow(cursor, 0);
    case '(':
      return parseEnclosedNow(cursor, operator);
    case '[':
      throw faultAt('LIST_NOT_ALLOWED', token, { params: { o: `-${operator}` } });
    default:
      return parseScalar(cursor, operator);
  }
}

/** list = "[" scalar { "," scalar } "]" ; */
function parseList(cursor: TokenCursor, operator: ComparisonName): ListLiteral {
  const opening = cursor.peek();
  if (opening.kind !== '[') throw notAList(opening, operator);
  cursor.take();
  if (cursor.peek().kind === ']') throw faultAt('EMPTY_LIST', opening);
  const items = [parseScalar(cursor, operator)];
  while (cursor.peek().kind === ',') {
    cursor.take();
    items.push(parseScalar(cursor, operator));
  }
  const closing = cursor.peek();
  if (closing.kind !== ']') throw notAListSeparator(closing, opening);
  cursor.take();
  return { kind: 'list', items, start: opening.start, end: closing.end };
}

/** scalar = string | "true" | "false" | null | number | date ; */
function parseScalar(cursor: TokenCursor, operator: ComparisonName): Scalar {
  const token = cursor.peek();
  const scalar = scalarOf(token);
  if (scalar === null) throw notAValue(token, operator);
  cursor.take();
  return scalar;
}

function scalarOf(token: Token): Scalar | null {
  const { start, end } = token;
  switch (token.kind) {
    case 'string':
      return { kind: 'string', value: token.value, start, end };
    case 'boolean':
      return { kind: 'boolean', value: token.text.toLowerCase() === 'true', start, end };
    case 'null':
      return { kind: 'null', start, end };
    case 'number':
    case 'date':
      return { kind: token.kind, text: token.text, start, end };
    default:
      return null;
  }
}

/**
 * nowExpr = "system.now" [ ( PLUS | MINUS ) duration ] | "(" nowExpr ")" ;
 * With a loop instead of a recursion, because these parentheses do not count as nesting.
 */
function parseEnclosedNow(cursor: TokenCursor, operator: ComparisonName): NowExpression {
  let parentheses = 0;
  while (cursor.peek(parentheses).kind === '(') parentheses += 1;
  if (cursor.peek(parentheses).kind !== 'now') throw notAValue(cursor.peek(), operator);
  const openings: Token[] = [];
  while (cursor.peek().kind === '(') openings.push(cursor.take());
  let node = parseNow(cursor, parentheses);
  for (const opening of openings.reverse()) {
    const closing = cursor.peek();
    if (closing.kind !== ')') throw notAClosing(closing, opening);
    cursor.take();
    node = { ...node, start: opening.start, end: closing.end };
  }
  return node;
}

function parseNow(cursor: TokenCursor, parentheses: number): NowExpression {
  const { start, end } = cursor.take();
  const offset = parseOffset(cursor);
  return {
    kind: 'now',
    offset: offset?.offset ?? null,
    parentheses,
    start,
    end: offset?.end ?? end,
  };
}

/** [ ( PLUS | MINUS ) duration ] */
function parseOffset(
  cursor: TokenCursor,
): { readonly offset: NowOffset; readonly end: number } | null {
  const token = cursor.peek();
  if (token.kind !== 'operator' || token.operator.use !== 'offset') return null;
  cursor.take();
  const operator = token.operator.name;
  const duration = cursor.peek();
  const milliseconds = duration.kind === 'word' ? parseDuration(duration.text) : null;
  if (milliseconds === null) throw faultAt('INVALID_DURATION', duration);
  cursor.take();
  return {
    offset: {
      operator,
      duration: duration.text,
      milliseconds: operator === 'plus' ? milliseconds : -milliseconds,
    },
    end: duration.end,
  };
}
