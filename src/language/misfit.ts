/** Which fault a token is where it does not belong, place by place (rules-spec.md 9.1, "Which of them applies, by place"). */
import { faultAt, type Place, type SyntaxFault } from './diagnostic.ts';
import type { ComparisonName } from './operator-names.ts';
import type { OperatorToken, Span, Token } from './token.ts';

const ITEM_OBJECTS: ReadonlySet<string> = new Set(['user', 'device', 'assignedplan', 'group', '_']);

/** The fault of a token that cannot start a predicate. */
export function notAPredicate(token: Token): SyntaxFault {
  switch (token.kind) {
    case 'operator':
      if (token.operator.use === 'offset') return faultAt('BAD_DATE_OFFSET', token);
      return faultAt('EXPECTED_EXPRESSION', token);
    case 'word':
      return missingPrefix(token);
    case 'unknown-operator':
    case 'symbol':
      return unknownOperator(token, 'predicate');
    default:
      return faultAt('EXPECTED_EXPRESSION', token);
  }
}

/** The fault of a token that is no operator although one must follow the property written as `property`. */
export function notAnOperator(token: Token, property: string): SyntaxFault {
  switch (token.kind) {
    case 'operator':
      if (token.operator.name === 'not') return faultAt('NOT_AS_COMPARISON', token);
      if (token.operator.use === 'offset') return faultAt('BAD_DATE_OFFSET', token);
      return faultAt('MISSING_OPERATOR', token, { params: { p: property } });
    case 'unknown-operator':
    case 'symbol':
    case 'word':
      return unknownOperator(token, 'operator');
    default:
      return faultAt('MISSING_OPERATOR', token, { params: { p: property } });
  }
}

/** The fault of a token that cannot stand after a comparison operator, or as an item of its list. */
export function notAValue(token: Token, operator: ComparisonName): SyntaxFault {
  switch (token.kind) {
    case 'reference':
      if (isItemReference(token.text)) return faultAt('PROPERTY_AS_VALUE', token);
      return faultAt('UNQUOTED_STRING', token, { params: { t: token.text } });
    case 'word':
      return faultAt('UNQUOTED_STRING', token, { params: { t: token.text } });
    case 'symbol':
      return unknownOperator(token, 'value');
    default:
      return faultAt('EXPECTED_VALUE', token, { params: { o: `-${operator}` } });
  }
}

/** The fault of a token that is not the `[` that `-in` and `-notIn` need. */
export function notAList(token: Token, operator: ComparisonName): SyntaxFault {
  switch (token.kind) {
    case 'operator':
    case 'unknown-operator':
    case ')':
    case ']':
    case ',':
    case 'end':
    case 'symbol':
      return notAValue(token, operator);
    default:
      return faultAt('LIST_REQUIRED', token, { params: { o: `-${operator}` } });
  }
}

/** The fault of a token that follows a complete part of a rule and does not join, close or end it. */
export function notAConnector(token: Token): SyntaxFault {
  switch (token.kind) {
    case '(':
    case 'reference':
      return faultAt('MISSING_CONNECTOR', token);
    case ')':
      return faultAt('UNBALANCED_PAREN', token);
    case 'operator':
      return misplacedOperator(token);
    case 'unknown-operator':
    case 'symbol':
      return unknownOperator(token, 'connector');
    default:
      return unexpected(token);
  }
}

/** The fault of a token after an item of a list that is neither `,` nor `]`; `list` is its `[`. */
export function notAListSeparator(token: Token, list: Span): SyntaxFault {
  if (token.kind === 'end') return faultAt('UNBALANCED_BRACKET', list);
  if (token.kind === 'operator' && token.operator.use === 'offset') {
    return faultAt('BAD_DATE_OFFSET', token);
  }
  return unexpected(token);
}

/** The fault of a token that should have closed the parenthesis `opening`. */
export function notAClosing(token: Token, opening: Span): SyntaxFault {
  return token.kind === 'end' ? faultAt('UNBALANCED_PAREN', opening) : notAConnector(token);
}

function misplacedOperator(token: OperatorToken): SyntaxFault {
  if (token.operator.name === 'not') return faultAt('MISSING_CONNECTOR', token);
  if (token.operator.use === 'offset') return faultAt('BAD_DATE_OFFSET', token);
  return unexpected(token);
}

/** `user` itself needs no object in front; what it needs is the rest. */
function missingPrefix(token: Token): SyntaxFault {
  const isObject = /^(?:user|device)$/i.test(token.text);
  const params = { t: token.text, ...(isObject && { variant: 'object' }) };
  return faultAt('MISSING_PREFIX', token, { params });
}

function unknownOperator(token: Token, place: Place): SyntaxFault {
  return faultAt('UNKNOWN_OPERATOR', token, { params: { t: token.text }, place });
}

function unexpected(token: Token): SyntaxFault {
  return faultAt('UNEXPECTED_TOKEN', token, { params: { t: token.text } });
}

function isItemReference(text: string): boolean {
  const [object = ''] = text.split('.');
  return ITEM_OBJECTS.has(object.toLowerCase()) && (text === '_' || object !== '_');
}
