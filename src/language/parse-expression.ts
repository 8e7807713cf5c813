/** Expressions and predicates by recursive descent (rules-spec.md 3 and 4). */
import type {
  Comparison,
  Expression,
  Group,
  Not,
  Predicate,
  Quantifier,
  Reference,
} from './ast.ts';
import { faultAt } from './diagnostic.ts';
import { notAClosing, notAnOperator, notAPredicate } from './misfit.ts';
import { parseOperand } from './parse-value.ts';
import type { Token } from './token.ts';
import type { TokenCursor } from './token-cursor.ts';

/** or = and { OR and } ; */
export function parseOr(cursor: TokenCursor): Expression {
  return parseChain(cursor, 'or', parseAnd);
}

/** and = unary { AND unary } ; */
function parseAnd(cursor: TokenCursor): Expression {
  return parseChain(cursor, 'and', parseUnary);
}

function parseChain(
  cursor: TokenCursor,
  connector: 'and' | 'or',
  parsePart: (cursor: TokenCursor) => Expression,
): Expression {
  const first = parsePart(cursor);
  if (!cursor.isAtOperator(connector)) return first;
  const operands = [first];
  let last = first;
  while (cursor.takeOperator(connector)) {
    last = parsePart(cursor);
    operands.push(last);
  }
  return { kind: connector, operands, start: first.start, end: last.end };
}

/** unary = NOT unary | primary ; */
function parseUnary(cursor: TokenCursor): Expression {
  return cursor.isAtOperator('not') ? parseNot(cursor) : parsePrimary(cursor);
}

function parseNot(cursor: TokenCursor): Not {
  const opening = cursor.take();
  const operand = cursor.nested(opening, () => parseUnary(cursor));
  const { start, end } = opening;
  return { kind: 'not', operator: { name: 'not', start, end }, operand, start, end: operand.end };
}

/** primary = "(" or ")" | predicate ; */
function parsePrimary(cursor: TokenCursor): Expression {
  return cursor.peek().kind === '(' ? parseGroup(cursor) : parsePredicate(cursor);
}

function parseGroup(cursor: TokenCursor): Group {
  const opening = cursor.take();
  const inner = cursor.nested(opening, () => parseOr(cursor));
  const closing = cursor.peek();
  if (closing.kind !== ')') throw notAClosing(closing, opening);
  cursor.take();
  return { kind: 'group', inner, start: opening.start, end: closing.end };
}

/** predicate = reference comparison | reference ( ANY | ALL ) body ; */
function parsePredicate(cursor: TokenCursor): Predicate {
  const subject = cursor.peek();
  if (subject.kind !== 'reference') throw notASubject(cursor);
  cursor.take();
  const reference = referenceOf(subject);
  const token = cursor.peek();
  if (token.kind !== 'operator') throw notAnOperator(token, subject.text);
  const { start, end, operator } = token;
  switch (operator.use) {
    case 'comparison':
      cursor.take();
      return parseComparison(cursor, reference, { name: operator.name, start, end });
    case 'quantifier':
      cursor.take();
      return parseQuantifier(cursor, reference, { name: operator.name, start, end });
    default:
      throw notAnOperator(token, subject.text);
  }
}

function parseComparison(
  cursor: TokenCursor,
  reference: Reference,
  operator: Comparison['operator'],
): Comparison {
  const value = parseOperand(cursor, operator.name);
  return {
    kind: 'comparison',
    reference,
    operator,
    value,
    start: reference.start,
    end: value.end,
  };
}

/** body = "(" or ")" | or ; a parenthesised body ends at its parenthesis, any other runs on (rules-spec.md D12). */
function parseQuantifier(
  cursor: TokenCursor,
  reference: Reference,
  operator: Quantifier['operator'],
): Quantifier {
  const body =
    cursor.peek().kind === '('
      ? parseGroup(cursor)
      : cursor.bareBody(operator, () => parseOr(cursor));
  return { kind: 'quantifier', reference, operator, body, start: reference.start, end: body.end };
}

/** reference = objectPath | itemPath ; */
function referenceOf(token: Token): Reference {
  const dot = token.text.indexOf('.');
  const object = dot < 0 ? token.text : token.text.slice(0, dot);
  const name = dot < 0 ? '' : token.text.slice(dot + 1);
  return { kind: 'reference', object, name, start: token.start, end: token.end };
}

/** The direct reports form can only open a rule, so its first words anywhere else mean that it was combined. */
function notASubject(cursor: TokenCursor): Error {
  const isDirectReports = cursor.isAtWord('direct') && cursor.isAtWord('reports', 1);
  return isDirectReports
    ? faultAt('DIRECT_REPORTS_COMBINED', cursor.first)
    : notAPredicate(cursor.peek());
}
