/** Where the reading of a rule stops and why: rules-spec.md 9.1, place by place. */
import { describe, expect, it } from 'vitest';
import { checkText } from '../../src/language/check-text.ts';
import { parseRule } from '../../src/language/parse-rule.ts';

/** Reads a rule in which « » mark the offending text; an empty pair marks the end. */
function expectFault(marked: string, code: string): void {
  const position = marked.indexOf('«');
  const length = marked.indexOf('»') - position - 1;
  const text = marked.replace(/[«»]/g, '');
  const fault = checkText(text) ?? parseRule(text).fault;
  expect(fault && { code: fault.code, position: fault.position, length: fault.length }).toEqual({
    code,
    position,
    length,
  });
}

const FAULTS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'a character that means nothing': [
    ['user.city -eq «\\»"Bonn\\"', 'INVALID_CHARACTER'],
    ['user.city «-» eq "Bonn"', 'INVALID_CHARACTER'],
    ['user.city «–» "Bonn"', 'INVALID_CHARACTER'],
    ['user.city -eq «–»5', 'INVALID_CHARACTER'],
    ['user.city -eq «$»nullable', 'INVALID_CHARACTER'],
    ['user.city -eq «`»Bonn`', 'INVALID_CHARACTER'],
    ['user.city -eq «😀»', 'INVALID_CHARACTER'],
    ['«user». -eq "a"', 'MISSING_PREFIX'],
    ['user.city«.».x -eq "a"', 'INVALID_CHARACTER'],
    ['user.city -eq "a" «\u0001»', 'INVALID_CHARACTER'],
    ['user.city -eq «“»Bonn”', 'SMART_QUOTE'],
    ['user.city -eq «′»Bonn′', 'SMART_QUOTE'],
    ['user.city -eq «"»Bonn”', 'UNTERMINATED_STRING'],
    ["user.city -eq «'»Bonn", 'UNTERMINATED_STRING'],
    ['user.city -eq «`"»Bonn"', 'UNTERMINATED_STRING'],
    ['user.city -eq «"»a`"', 'UNTERMINATED_STRING'],
  ],
  'where a predicate must start': [
    ['user.city -eq "a" -or«»  ', 'EXPECTED_EXPRESSION'],
    ['-not«»', 'EXPECTED_EXPRESSION'],
    ['(«)»', 'EXPECTED_EXPRESSION'],
    ['«-and» user.city -eq "a"', 'EXPECTED_EXPRESSION'],
    ['«eq» "a"', 'EXPECTED_EXPRESSION'],
    ['«"a"» -eq user.city', 'EXPECTED_EXPRESSION'],
    ['«true»', 'EXPECTED_EXPRESSION'],
    ['«system.now» -le user.employeeHireDate', 'EXPECTED_EXPRESSION'],
    ['«[»"a"]', 'EXPECTED_EXPRESSION'],
    ['user.otherMails -any«»', 'EXPECTED_EXPRESSION'],
    ['user.otherMails -any («)»', 'EXPECTED_EXPRESSION'],
    ['«department» -eq "a"', 'MISSING_PREFIX'],
    ['«Direct» for "a"', 'MISSING_PREFIX'],
    ['-not «-plus» P1D', 'BAD_DATE_OFFSET'],
    ['«minus» P1D', 'BAD_DATE_OFFSET'],
    ['«!»user.city -eq "a"', 'UNKNOWN_OPERATOR'],
    ['«-isnot» user.city', 'UNKNOWN_OPERATOR'],
  ],
  'after a property': [
    ['user.city«»', 'MISSING_OPERATOR'],
    ['(user.city«)»', 'MISSING_OPERATOR'],
    ['user.city «-and» user.mail -eq "a"', 'MISSING_OPERATOR'],
    ['user.city «or» user.mail -eq "a"', 'MISSING_OPERATOR'],
    ['user.city «"a"»', 'MISSING_OPERATOR'],
    ['user.city «user.mail»', 'MISSING_OPERATOR'],
    ['user.city «_»', 'MISSING_OPERATOR'],
    ['user.city «null»', 'MISSING_OPERATOR'],
    ['user.city «(»"a")', 'MISSING_OPERATOR'],
    ['user.city «not» null', 'NOT_AS_COMPARISON'],
    ['user.city «-plus» P1D', 'BAD_DATE_OFFSET'],
    ['user.city «equals» "a"', 'UNKNOWN_OPERATOR'],
    ['user.city «-like» "a"', 'UNKNOWN_OPERATOR'],
    ['user.city «<>» "a"', 'UNKNOWN_OPERATOR'],
  ],
  'where a value must stand': [
    ['user.city -eq«»', 'EXPECTED_VALUE'],
    ['user.city -eq «-and» user.mail -eq "a"', 'EXPECTED_VALUE'],
    ['user.city -eq «all»', 'EXPECTED_VALUE'],
    ['user.city -eq «-wrong»', 'EXPECTED_VALUE'],
    ['user.city -eq «(»"a")', 'EXPECTED_VALUE'],
    ['user.city -eq «(»("a"))', 'EXPECTED_VALUE'],
    ['user.city -eq «]»', 'EXPECTED_VALUE'],
    ['user.city -eq «user.mail»', 'PROPERTY_AS_VALUE'],
    ['user.city -eq «_»', 'PROPERTY_AS_VALUE'],
    ['user.city -in [«group.objectId»]', 'PROPERTY_AS_VALUE'],
    ['user.city -eq «usr.mail»', 'UNQUOTED_STRING'],
    ['user.city -eq «Bonn»', 'UNQUOTED_STRING'],
    ['user.objectId -eq «0c2b3a10-1111-4222-8333-abcdefabcdef»', 'UNQUOTED_STRING'],
    ['user.objectId -eq «abcdef12-1111-4222-8333-abcdefabcdef»', 'UNQUOTED_STRING'],
    ['user.city -eq «12ab»', 'UNQUOTED_STRING'],
    ['user.city -eq «0c2b3a10»-1111-4222-8333-abcdefabcdefx', 'UNQUOTED_STRING'],
    ['user.city -eq «=»', 'UNKNOWN_OPERATOR'],
    ['user.city -startsWith «[»"a"]', 'LIST_NOT_ALLOWED'],
    ['user.city -in «"a"»', 'LIST_REQUIRED'],
    ['user.city -in «(»"a")', 'LIST_REQUIRED'],
    ['user.city -in «user.mail»', 'LIST_REQUIRED'],
    ['user.city -in «Bonn»', 'LIST_REQUIRED'],
    ['user.city -in «system.now»', 'LIST_REQUIRED'],
    ['user.city -in«»', 'EXPECTED_VALUE'],
    ['user.city -in «-and» x', 'EXPECTED_VALUE'],
    ['user.city -in «]»', 'EXPECTED_VALUE'],
    ['user.city -in «&»', 'UNKNOWN_OPERATOR'],
  ],
  'in a list': [
    ['user.city -in «[»]', 'EMPTY_LIST'],
    ['user.city -in [«,»"a"]', 'EXPECTED_VALUE'],
    ['user.city -in ["a",«]»', 'EXPECTED_VALUE'],
    ['user.city -in ["a",«»', 'EXPECTED_VALUE'],
    ['user.city -in [«[»"a"]]', 'EXPECTED_VALUE'],
    ['user.city -in [«(»"a")]', 'EXPECTED_VALUE'],
    ['user.city -in [«system.now»]', 'EXPECTED_VALUE'],
    ['user.city -in [«Bonn»]', 'UNQUOTED_STRING'],
    ['user.city -in «[»"a","b"', 'UNBALANCED_BRACKET'],
    ['user.city -in ["a" «"b"»]', 'UNEXPECTED_TOKEN'],
    ['user.city -in [2026-01-01 «-plus» P1D]', 'BAD_DATE_OFFSET'],
  ],
  'after a complete part': [
    ['user.city -eq "a" «(»user.mail -eq "b")', 'MISSING_CONNECTOR'],
    ['user.city -eq "a" «user.mail» -eq "b"', 'MISSING_CONNECTOR'],
    ['user.city -eq "a" «not» user.mail -eq "b"', 'MISSING_CONNECTOR'],
    ['user.city -eq "a" «-plus» P1D', 'BAD_DATE_OFFSET'],
    ['user.employeeHireDate -ge 2026-01-01 «-minus» P1D', 'BAD_DATE_OFFSET'],
    ['user.city -eq "a" «-xor» user.mail -eq "b"', 'UNKNOWN_OPERATOR'],
    ['user.city -eq "a" «||» user.mail -eq "b"', 'UNKNOWN_OPERATOR'],
    ['user.city -eq "a"«)»', 'UNBALANCED_PAREN'],
    ['user.city -eq "a" «o» user.mail -eq "b"', 'UNEXPECTED_TOKEN'],
    ['user.city -eq "a" «-eq» "b"', 'UNEXPECTED_TOKEN'],
    ['user.city -eq "a" «,» "b"', 'UNEXPECTED_TOKEN'],
    ['user.city -eq 2026-01-01T10:00«+»0200', 'INVALID_CHARACTER'],
  ],
  'where a parenthesis is not closed': [
    ['«(»user.city -eq "a"', 'UNBALANCED_PAREN'],
    ['(user.city -eq "a" -and «(»user.mail -eq "b"', 'UNBALANCED_PAREN'],
    ['user.otherMails -any «(»_ -eq "a"', 'UNBALANCED_PAREN'],
    ['user.employeeHireDate -ge «(»system.now -plus P1D', 'UNBALANCED_PAREN'],
  ],
  'around system.now': [
    ['user.employeeHireDate -ge system.now -plus «1d»', 'INVALID_DURATION'],
    ['user.employeeHireDate -ge system.now -plus «"P1D"»', 'INVALID_DURATION'],
    ['user.employeeHireDate -ge system.now -plus «P»', 'INVALID_DURATION'],
    ['user.employeeHireDate -ge system.now -plus «P1DT»', 'INVALID_DURATION'],
    ['user.employeeHireDate -ge system.now -plus «P1M»', 'INVALID_DURATION'],
    ['user.employeeHireDate -ge system.now -plus «P1H»', 'INVALID_DURATION'],
    ['user.employeeHireDate -ge system.now -minus«»', 'INVALID_DURATION'],
    ['user.employeeHireDate -ge (system.now -plus P1D «-plus» P1D)', 'BAD_DATE_OFFSET'],
    ['user.employeeHireDate -ge (system.now) «-plus» P1D', 'BAD_DATE_OFFSET'],
    ['user.employeeHireDate -ge (system.now «"a"»)', 'UNEXPECTED_TOKEN'],
  ],
  'in the direct reports form': [
    ['Direct Reports «to» "a"', 'DIRECT_REPORTS_SYNTAX'],
    ['Direct Reports for«»', 'DIRECT_REPORTS_SYNTAX'],
    ['Direct Reports for «(»"a")', 'DIRECT_REPORTS_SYNTAX'],
    ['Direct Reports for "a"«)»', 'DIRECT_REPORTS_COMBINED'],
    ['«(»Direct Reports for "a")', 'DIRECT_REPORTS_COMBINED'],
    ['«-not» Direct Reports for "a"', 'DIRECT_REPORTS_COMBINED'],
    ['«user.city» -eq "a" -or direct reports for "a"', 'DIRECT_REPORTS_COMBINED'],
  ],
  'in the text as a whole': [
    ['«»', 'RULE_EMPTY'],
    ['«»\u00a0\n\t', 'RULE_EMPTY'],
    [`${'x'.repeat(3072)}«yz»`, 'RULE_TOO_LONG'],
    [`${' '.repeat(3072)}« »`, 'RULE_TOO_LONG'],
  ],
  'where nesting goes too deep': [
    [`${'('.repeat(100)}«(»user.city -eq "a"`, 'NESTING_TOO_DEEP'],
    [`${'-not '.repeat(100)}«-not» user.city -eq "a"`, 'NESTING_TOO_DEEP'],
    [`${'-not '.repeat(60)}${'('.repeat(40)}«not» user.city -eq "a"`, 'NESTING_TOO_DEEP'],
    [`${'('.repeat(100)}user.otherMails -any «(»_ -eq "a"`, 'NESTING_TOO_DEEP'],
  ],
};

describe.each(Object.entries(FAULTS))('%s', (_, faults) => {
  it.each(faults)('%s is %s', expectFault);
});

const GOOD = [
  'user.city-eq"Bonn"',
  '-not(user.city -eq "a")',
  'user.city EQ "a" AND NOT user.mail EQ $NULL',
  'user.employeeHireDate -ge ((((system.now -minus pt5h))))',
  'user.employeeHireDate -le 2026-01-01T10:00:00.1234567+02:00',
  'user.city -eq -12.5',
  "user.city -in ['a' , 'b',\"c\"]",
  'user.otherMails any _ eq "a" or _ eq "b"',
  'dIrEcT rEpOrTs fOr"a"',
  `${'('.repeat(100)}user.city -eq "a"${')'.repeat(100)}`,
  `${'('.repeat(100)}user.employeeHireDate -ge ((system.now))${')'.repeat(100)}`,
  `${'-not '.repeat(100)}user.city -eq "a"`,
  `${Array(150).fill('(-not user.city -eq "a")').join('-or')}`,
  'user.extension_01234567-89ab-cdef-0123-456789abcdef_Cost -eq "1"',
  'what.ever -any _ -any _ -eq 5',
];

it.each(GOOD)('%s has no fault of syntax', (text) => {
  expect(parseRule(text).fault).toBeNull();
});
