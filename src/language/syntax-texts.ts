/** The English words for faults of text and syntax (templates and families: rules-spec.md 9; the hints are our own). */
import type { SyntaxCode } from './diagnostic.ts';
import type { MessageText, MessageTexts } from './message.ts';

const COMPILATION = 'Query compilation error';
const OPERANDS = 'Invalid operands found for operator';
const APPLIED = "Value can't be applied to property";
const CHARACTERS = 'Invalid characters found in the rule';

const BY_CODE: Readonly<Record<SyntaxCode, MessageText>> = {
  RULE_EMPTY: {
    template: 'The rule is empty.',
    hint: 'Write at least one condition, such as user.department -eq "Sales".',
    family: COMPILATION,
  },
  RULE_TOO_LONG: {
    template: 'The rule has {n} characters; at most 3,072 are allowed.',
    hint: 'Shorten the rule: one -in with a list replaces many -eq joined by -or.',
    family: COMPILATION,
  },
  INVALID_CHARACTER: {
    template: '"{t}" cannot be used here.',
    hint: 'Delete it, or put the text it belongs to in quotation marks.',
    family: CHARACTERS,
  },
  SMART_QUOTE: {
    template: 'Use a straight quotation mark instead of {t}.',
    hint: 'Replace every typographic quotation mark of the rule by ".',
    family: CHARACTERS,
  },
  UNTERMINATED_STRING: {
    template: 'This text is never closed.',
    hint: 'Close the text with the same straight quotation mark that opened it.',
    family: COMPILATION,
  },
  EXPECTED_EXPRESSION: {
    template: 'A property, -not or "(" is expected here.',
    hint: 'Write a condition here: the property first, then an operator, then the value, as in user.city -eq "Bonn".',
    family: OPERANDS,
  },
  MISSING_PREFIX: {
    template: '"{t}" needs an object in front, such as user.{t}.',
    hint: 'Write user. before a property of users, device. before a property of devices.',
    family: COMPILATION,
  },
  MISSING_OPERATOR: {
    template: 'An operator is expected after {p}.',
    hint: 'Add an operator and a value, such as {p} -eq "…"; for true and false write {p} -eq true.',
    family: COMPILATION,
  },
  UNKNOWN_OPERATOR: {
    template: '{t} is not an operator.',
    hint: 'Compare with -eq, -ne, -startsWith, -endsWith, -contains, -match, -in, -le or -ge; join parts with -and and -or.',
    family: COMPILATION,
  },
  NOT_AS_COMPARISON: {
    template: '-not cannot compare; use -ne.',
    hint: 'Write -ne in place of -not, or put -not in front of the whole condition.',
    family: OPERANDS,
  },
  EXPECTED_VALUE: {
    template: 'A value is expected after {o}.',
    hint: 'Write a text in quotation marks, true, false, null or a date here.',
    family: COMPILATION,
  },
  UNQUOTED_STRING: {
    template: 'Put {t} in quotation marks.',
    hint: 'Text always stands in straight quotation marks, as in "{t}".',
    family: COMPILATION,
  },
  PROPERTY_AS_VALUE: {
    template: 'A property cannot be compared with another property.',
    hint: 'Write a fixed value on the right of the operator.',
    family: COMPILATION,
  },
  LIST_REQUIRED: {
    template: '{o} needs a list in square brackets.',
    hint: 'Put the values in square brackets, as in {o} ["a","b"].',
    family: COMPILATION,
  },
  LIST_NOT_ALLOWED: {
    template: '{o} takes a single value.',
    hint: 'Use -in or -notIn with a list, or join several conditions with -or.',
    family: APPLIED,
  },
  EMPTY_LIST: {
    template: 'The list is empty.',
    hint: 'Put at least one value between the brackets.',
    family: COMPILATION,
  },
  UNBALANCED_BRACKET: {
    template: 'This list is never closed.',
    hint: 'Add ] after the last value.',
    family: COMPILATION,
  },
  UNBALANCED_PAREN: {
    template: 'This parenthesis has no partner.',
    hint: 'Add the missing parenthesis, or delete this one.',
    family: COMPILATION,
  },
  MISSING_CONNECTOR: {
    template: 'Join the two parts with -and or -or.',
    hint: 'Write -and here when both must hold, -or when one is enough.',
    family: COMPILATION,
  },
  UNEXPECTED_TOKEN: {
    template: '"{t}" is not expected here.',
    hint: 'Delete it, or join it to the rest: parts with -and or -or, the values of a list with commas.',
    family: COMPILATION,
  },
  INVALID_DURATION: {
    template: 'Write a duration such as P7D or PT12H.',
    hint: 'A duration has days, hours, minutes and seconds only, without quotation marks: P30D, PT12H, P1DT6H. Write a year as P365D.',
    family: COMPILATION,
  },
  BAD_DATE_OFFSET: {
    template: '-plus and -minus may follow system.now once.',
    hint: 'Add the durations up into one, and shift nothing but system.now.',
    family: COMPILATION,
  },
  NESTING_TOO_DEEP: {
    template: 'More than 100 nested levels.',
    hint: 'Remove parentheses and -not that change nothing.',
    family: COMPILATION,
  },
  DIRECT_REPORTS_SYNTAX: {
    template: 'Write Direct Reports for "manager object id".',
    hint: 'The form is Direct Reports for "…" with the object id of the manager in quotation marks.',
    family: COMPILATION,
  },
  DIRECT_REPORTS_COMBINED: {
    template: 'The direct reports rule stands alone.',
    hint: 'Keep only Direct Reports for "…", without parentheses or other parts; use a second group for the rest.',
    family: COMPILATION,
  },
};

/** English texts of every syntax code, and of the variants that deserve a hint of their own. */
export const SYNTAX_TEXTS: MessageTexts = {
  ...BY_CODE,
  'INVALID_CHARACTER.backslash': {
    ...BY_CODE.INVALID_CHARACTER,
    hint: 'A backslash escapes nothing here: inside a text, write a backtick before a quotation mark.',
  },
  'INVALID_CHARACTER.dollar': {
    ...BY_CODE.INVALID_CHARACTER,
    hint: 'Delete the $: write true, false or null without it ($null is also good).',
  },
  'MISSING_PREFIX.object': {
    ...BY_CODE.MISSING_PREFIX,
    template: '"{t}" needs a property behind it, such as {t}.displayName.',
    hint: 'Write a dot and the name of the property right after {t}, without blanks.',
  },
  'INVALID_CHARACTER.dash': {
    ...BY_CODE.INVALID_CHARACTER,
    hint: 'Write the dash directly before the name of the operator, as in -eq, without a blank.',
  },
};
