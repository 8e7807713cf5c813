/** The English words for faults of meaning (templates and families: rules-spec.md 9.2; the hints are our own). */
import type { MessageText, MessageTexts } from '../language/message.ts';

/** The codes of rules-spec.md 9.2. */
export type MeaningCode =
  | 'DIRECT_REPORTS_ID'
  | 'UNKNOWN_OBJECT'
  | 'ITEM_OUTSIDE_BODY'
  | 'OUTER_PROPERTY_IN_BODY'
  | 'WRONG_ITEM_REFERENCE'
  | 'MIXED_OBJECT_TYPES'
  | 'RULE_SCOPE_MISMATCH'
  | 'EXTENSION_NAME'
  | 'UNSUPPORTED_PROPERTY'
  | 'OPERATOR_NOT_SUPPORTED'
  | 'NULL_OPERATOR'
  | 'VALUE_TYPE_MISMATCH'
  | 'INVALID_DATE'
  | 'NOW_WITH_EQUALITY'
  | 'INVALID_REGEX'
  | 'MEMBEROF_COMBINED'
  | 'MEMBEROF_FORM'
  | 'MEMBEROF_TOO_MANY_GROUPS';

const WRONG_PROPERTY = 'Wrong property applied';
const PATTERN: MessageText = {
  template: 'The pattern cannot be used: it is not well formed.',
  hint: 'Correct the pattern; a character with a meaning of its own, such as ( or *, is taken literally after a backslash.',
  family: 'Query compilation error',
};

const BY_CODE: Readonly<Record<MeaningCode, MessageText>> = {
  DIRECT_REPORTS_ID: {
    template: 'The manager is given by object id.',
    hint: 'Put the object id of the manager between the quotation marks: 32 hexadecimal digits with hyphens, not a name or an address.',
    family: "Value can't be applied to property",
  },
  UNKNOWN_OBJECT: {
    template: '"{t}" is neither user nor device.',
    hint: 'Every property begins with user. or device.',
    family: 'Attribute not supported',
  },
  ITEM_OUTSIDE_BODY: {
    template: '{t} is only known inside -any or -all.',
    hint: 'Write the collection first, such as user.proxyAddresses -any ({t} …).',
    family: WRONG_PROPERTY,
  },
  OUTER_PROPERTY_IN_BODY: {
    template: '{p} belongs outside; put parentheses around the body of {o}.',
    hint: 'Open a parenthesis right after {o} and close it before the -and or -or that leads to {p}.',
    family: WRONG_PROPERTY,
  },
  WRONG_ITEM_REFERENCE: {
    template: 'Items of {p} are written as {t}.',
    hint: 'Write {t} here.',
    family: WRONG_PROPERTY,
  },
  MIXED_OBJECT_TYPES: {
    template: 'A rule covers users or devices, not both.',
    hint: 'Make two groups, one with the user part of the rule and one with the device part.',
    family: 'Invalid object type',
  },
  RULE_SCOPE_MISMATCH: {
    template: 'This group takes {kind} rules.',
    hint: 'Use properties of {kind}. only, or make a group for the other kind.',
    family: 'Invalid object type',
  },
  EXTENSION_NAME: {
    template: 'Write extension_, 32 hex digits, _, and the name.',
    hint: 'The digits are the application id without its hyphens, as in user.extension_0123456789abcdef0123456789abcdef_costCenter.',
    family: 'Attribute not supported',
  },
  UNSUPPORTED_PROPERTY: {
    template: '{p} is not available in {kind} rules.',
    hint: 'Use a property from the list of {kind} properties, or an extension attribute that holds the same value.',
    family: 'Attribute not supported',
  },
  OPERATOR_NOT_SUPPORTED: {
    template: '{o} cannot be used with {p}.',
    hint: 'With {p} use {operators}.',
    family: "Operator isn't supported on attribute",
  },
  NULL_OPERATOR: {
    template: 'null works only with -eq and -ne.',
    hint: 'Test for a missing value with -eq null and for any value with -ne null; for the word write "null".',
    family: 'Invalid operands found for operator',
  },
  VALUE_TYPE_MISMATCH: {
    template: '{p} does not take this kind of value.',
    hint: 'Put the value in straight quotation marks.',
    family: "Value can't be applied to property",
  },
  INVALID_DATE: {
    template: '"{t}" is not a date and time.',
    hint: 'Write a date such as 2026-01-31, or a date and time such as 2026-01-31T08:00:00Z.',
    family: "Value can't be applied to property",
  },
  NOW_WITH_EQUALITY: {
    template: 'Compare system.now with -ge or -le.',
    hint: 'No date equals the present for longer than a moment: use -ge for later dates, -le for earlier ones.',
    family: "Value can't be applied to property",
  },
  INVALID_REGEX: PATTERN,
  MEMBEROF_COMBINED: {
    template: 'A memberOf rule stands alone.',
    hint: 'Keep only the memberOf part, without -not, -and or -or, and name up to 50 groups in its list.',
    family: WRONG_PROPERTY,
  },
  MEMBEROF_FORM: {
    template: 'Use -any (group.objectId -in ["id"]).',
    hint: 'The only form is user.memberOf -any (group.objectId -in ["id","id"]), or the same with device.',
    family: WRONG_PROPERTY,
  },
  MEMBEROF_TOO_MANY_GROUPS: {
    template: 'At most 50 groups can be named.',
    hint: 'Remove ids from the list until 50 different ones are left.',
    family: "Value can't be applied to property",
  },
};

/** English texts of every meaning code, and of the variants that deserve words of their own. */
export const MEANING_TEXTS: MessageTexts = {
  ...BY_CODE,
  'UNSUPPORTED_PROPERTY.notRegistered': {
    ...BY_CODE.UNSUPPORTED_PROPERTY,
    hint: 'Register the extension property with its application first, or correct the name.',
  },
  'OPERATOR_NOT_SUPPORTED.texts': {
    ...BY_CODE.OPERATOR_NOT_SUPPORTED,
    hint: 'Look at the items one by one: {p} -any (_ -eq "…").',
  },
  'OPERATOR_NOT_SUPPORTED.plans': {
    ...BY_CODE.OPERATOR_NOT_SUPPORTED,
    hint: 'Look at the plans one by one: {p} -any (assignedPlan.servicePlanId -eq "…").',
  },
  'VALUE_TYPE_MISMATCH.flag': {
    ...BY_CODE.VALUE_TYPE_MISMATCH,
    hint: 'Write true, false or null.',
  },
  'VALUE_TYPE_MISMATCH.instant': {
    ...BY_CODE.VALUE_TYPE_MISMATCH,
    hint: 'Write a date such as "2026-01-31T08:00:00Z", or system.now after -ge or -le.',
  },
  'INVALID_REGEX.lookAround': {
    ...PATTERN,
    template: 'The pattern cannot be used: look-around ({construct}) is not available.',
    hint: 'Split the condition: match what must be there with -match and what must not with -notMatch.',
  },
  'INVALID_REGEX.backReference': {
    ...PATTERN,
    template: 'The pattern cannot be used: back-references ({construct}) are not available.',
    hint: 'Write the repeated part out.',
  },
  'INVALID_REGEX.atomicGroup': {
    ...PATTERN,
    template: 'The pattern cannot be used: atomic groups ({construct}) are not available.',
    hint: 'Write (?: in place of (?>: matching is fast without it.',
  },
  'INVALID_REGEX.possessive': {
    ...PATTERN,
    template: 'The pattern cannot be used: possessive repetition ({construct}) is not available.',
    hint: 'Leave the + away that follows the repetition: matching is fast without it.',
  },
  'INVALID_REGEX.escape': {
    ...PATTERN,
    template: 'The pattern cannot be used: {construct} is not available.',
    hint: 'Use $ or \\z for the end of the text and ^ or \\A for its start; write other letters without a backslash.',
  },
  'INVALID_REGEX.group': {
    ...PATTERN,
    template: 'The pattern cannot be used: groups that begin with {construct} are not available.',
    hint: 'Use a plain group ( ) or (?: ).',
  },
  'INVALID_REGEX.tooLarge': {
    ...PATTERN,
    template: 'The pattern cannot be used: it needs too many steps.',
    hint: 'Lower the counts in braces, or write * or + where the exact number does not matter.',
  },
  'INVALID_REGEX.argument': {
    ...PATTERN,
    template: 'The pattern cannot be used: {construct} has nothing to repeat.',
    hint: 'Write .* for any text, or a backslash before the sign to mean the sign itself.',
  },
  'INVALID_REGEX.unclosed': {
    ...PATTERN,
    template: 'The pattern cannot be used: a bracket has no partner.',
    hint: 'Close the bracket, or write a backslash before it to mean the bracket itself.',
  },
  'INVALID_REGEX.count': {
    ...PATTERN,
    template: 'The pattern cannot be used: the count {construct} is not possible.',
    hint: 'Counts go up to 1000, nested ones multiplied, and the first is not larger than the second.',
  },
  'INVALID_REGEX.range': {
    ...PATTERN,
    template: 'The pattern cannot be used: {construct} is not a range of characters.',
    hint: 'A range goes upwards, as in [a-z]; the classes are \\d, \\w, \\s and those of Unicode, such as \\pL.',
  },
  'INVALID_REGEX.backslash': {
    ...PATTERN,
    template: 'The pattern cannot be used: it ends in a backslash.',
    hint: 'Write two backslashes to mean one.',
  },
};
