/** The English words for warnings and advice (codes: rules-spec.md 10; the second half are our own). */
import type { MessageText, MessageTexts } from '../language/message.ts';

/** The codes of warnings and advice; they never change their meaning. */
export type WarningCode =
  | 'PROPERTY_CASE'
  | 'NON_ASCII_DASH'
  | 'VALUE_NOT_KNOWN'
  | 'GUID_FORMAT'
  | 'SLOW_OPERATOR'
  | 'USE_IN'
  | 'USE_NOT_IN'
  | 'PATTERN_IS_PREFIX'
  | 'REDUNDANT_PART'
  | 'SUBJECT_CAN_SET'
  | 'GUESTS_INCLUDED'
  | 'MIXED_CONNECTORS'
  | 'NEVER_TRUE'
  | 'ALWAYS_TRUE'
  | 'VALUE_NOT_HELD';

const SUBJECT_CAN_SET: MessageText = {
  template: '{p} can be set by the person it is about, who then decides on the membership.',
  hint: 'Where membership gives access, use a property that only administrators or the source system write.',
};

const BY_CODE: Readonly<Record<WarningCode, MessageText>> = {
  PROPERTY_CASE: {
    template: '{t} is usually written {p}.',
    hint: 'Letter case is ignored here; other systems may not ignore it.',
  },
  NON_ASCII_DASH: {
    template: 'This dash is not the hyphen of the keyboard.',
    hint: 'It is understood here; other systems may refuse it.',
  },
  VALUE_NOT_KNOWN: {
    template: '"{t}" is not among the values {p} is known to have: {known}.',
    hint: 'Check the spelling; the rule is valid, but this part may never be true.',
  },
  GUID_FORMAT: {
    template: '"{t}" does not look like an object id.',
    hint: 'An id has 32 hexadecimal digits in five groups, joined by hyphens.',
  },
  SLOW_OPERATOR: {
    template: '{o} is slow on a large directory.',
    hint: 'Where it is possible, use -eq, -in or -startsWith.',
  },
  USE_IN: {
    template: 'These conditions on {p} can be one -in.',
    hint: 'The rewritten rule selects the same objects and is shorter.',
  },
  USE_NOT_IN: {
    template: 'These conditions on {p} can be one -notIn.',
    hint: 'The rewritten rule selects the same objects and is shorter.',
  },
  PATTERN_IS_PREFIX: {
    template: 'This pattern only tests how the text begins.',
    hint: '{o} says the same and is faster.',
  },
  REDUNDANT_PART: {
    template: 'This part changes nothing.',
    hint: 'Delete it: the rule says the same without it.',
  },
  SUBJECT_CAN_SET,
  GUESTS_INCLUDED: {
    template: 'The rule does not say whether guests belong.',
    hint: 'Add -and (user.userType -ne "Guest") to leave guests out, or name user.userType to let them in on purpose.',
  },
  MIXED_CONNECTORS: {
    template: '-and binds tighter than -or; parentheses would show it.',
    hint: 'Put parentheses around the parts that belong together. The rewritten rule means what the rule means now.',
  },
  NEVER_TRUE: {
    template: 'This part is never true, whatever {p} is.',
    hint: 'The conditions on {p} exclude each other; -or may be meant in place of -and.',
  },
  ALWAYS_TRUE: {
    template: 'This part is always true, whatever {p} is.',
    hint: 'One of the conditions on {p} always holds; -and may be meant in place of -or.',
  },
  VALUE_NOT_HELD: {
    template: 'No {kind} of the directory has "{t}" in {p}.',
    hint: 'Check the spelling against an object that should be selected.',
  },
};

/** English texts of every warning, and of the variants that deserve words of their own. */
export const WARNING_TEXTS: MessageTexts = {
  ...BY_CODE,
  'SUBJECT_CAN_SET.home': {
    ...SUBJECT_CAN_SET,
    template: '{p} of a guest is set by the guest or the organisation the guest comes from.',
  },
  'SUBJECT_CAN_SET.device': {
    ...SUBJECT_CAN_SET,
    template: '{p} can be set by whoever uses the device.',
  },
};
