/** Every error code can be reached, and says what is wrong and what to do in three languages. */
import { describe, expect, it } from 'vitest';
import { SYNTAX_TEXTS } from '../../src/language/syntax-texts.ts';
import { catalogueOf, localize } from '../../src/messages/localize.ts';
import { MEANING_TEXTS } from '../../src/rules/meaning-texts.ts';
import { type ValidateOptions, validateRule } from '../../src/rules/validate-rule.ts';
import { WARNING_TEXTS } from '../../src/rules/warning-texts.ts';

interface Example {
  readonly rule: string;
  readonly position: number;
  readonly options?: ValidateOptions;
}

const GROUPS = Array.from({ length: 51 }, (_, index) => `"${index + 10}"`).join(',');
const HIRED = 'user.employeeHireDate -ge system.now';
const DIRECT = 'Direct Reports for "0c2b3a10-1111-4222-8333-abcdefabcdef"';

/** By code, or by code and variant where the words differ. */
const EXAMPLES: Readonly<Record<string, Example>> = {
  RULE_EMPTY: { rule: ' ', position: 0 },
  RULE_TOO_LONG: { rule: 'x'.repeat(4000), position: 3072 },
  INVALID_CHARACTER: { rule: 'user.city; -eq "a"', position: 9 },
  'INVALID_CHARACTER.backslash': { rule: 'user.city -eq \\"a\\"', position: 14 },
  'INVALID_CHARACTER.dollar': { rule: 'user.city -eq $true', position: 14 },
  'INVALID_CHARACTER.dash': { rule: 'user.city - eq "a"', position: 10 },
  SMART_QUOTE: { rule: 'user.city -eq “a”', position: 14 },
  UNTERMINATED_STRING: { rule: 'user.city -eq "a', position: 14 },
  EXPECTED_EXPRESSION: { rule: 'user.city -eq "a" -and', position: 22 },
  MISSING_PREFIX: { rule: 'city -eq "a"', position: 0 },
  'MISSING_PREFIX.object': { rule: 'user department -eq "a"', position: 0 },
  MISSING_OPERATOR: { rule: 'user.city "a"', position: 10 },
  UNKNOWN_OPERATOR: { rule: 'user.city = "a"', position: 10 },
  NOT_AS_COMPARISON: { rule: 'user.city -not null', position: 10 },
  EXPECTED_VALUE: { rule: 'user.city -eq', position: 13 },
  UNQUOTED_STRING: { rule: 'user.city -eq Bonn', position: 14 },
  PROPERTY_AS_VALUE: { rule: 'user.city -eq user.state', position: 14 },
  LIST_REQUIRED: { rule: 'user.city -in "a"', position: 14 },
  LIST_NOT_ALLOWED: { rule: 'user.city -eq ["a"]', position: 14 },
  EMPTY_LIST: { rule: 'user.city -in []', position: 14 },
  UNBALANCED_BRACKET: { rule: 'user.city -in ["a"', position: 14 },
  UNBALANCED_PAREN: { rule: '(user.city -eq "a"', position: 0 },
  MISSING_CONNECTOR: { rule: 'user.city -eq "a" user.state -eq "b"', position: 18 },
  UNEXPECTED_TOKEN: { rule: 'user.city -eq "a" "b"', position: 18 },
  INVALID_DURATION: { rule: `${HIRED} -plus P1M`, position: 43 },
  BAD_DATE_OFFSET: { rule: `${HIRED} -plus P1D -plus P1D`, position: 47 },
  NESTING_TOO_DEEP: { rule: '('.repeat(101), position: 100 },
  DIRECT_REPORTS_SYNTAX: { rule: 'Direct Reports of "a"', position: 15 },
  DIRECT_REPORTS_COMBINED: { rule: `(${DIRECT})`, position: 0 },
  DIRECT_REPORTS_ID: { rule: 'Direct Reports for "Kim"', position: 19 },
  UNKNOWN_OBJECT: { rule: 'usr.city -eq "a"', position: 0 },
  ITEM_OUTSIDE_BODY: { rule: '_ -eq "a"', position: 0 },
  OUTER_PROPERTY_IN_BODY: {
    rule: 'user.otherMails -any _ -eq "a" -and user.city -eq "b"',
    position: 36,
  },
  WRONG_ITEM_REFERENCE: { rule: 'user.assignedPlans -any (_ -eq "a")', position: 25 },
  MIXED_OBJECT_TYPES: { rule: 'user.city -eq "a" -or device.isRooted -eq true', position: 22 },
  RULE_SCOPE_MISMATCH: { rule: 'user.city -eq "a"', position: 0, options: { scope: 'device' } },
  EXTENSION_NAME: { rule: 'user.extension_1_x -eq "a"', position: 0 },
  UNSUPPORTED_PROPERTY: { rule: 'user.shoeSize -eq "a"', position: 0 },
  'UNSUPPORTED_PROPERTY.notRegistered': {
    rule: 'user.extension_0123456789abcdef0123456789abcdef_x -eq "a"',
    position: 0,
    options: { extensionProperties: [] },
  },
  OPERATOR_NOT_SUPPORTED: { rule: 'user.city -le "a"', position: 10 },
  'OPERATOR_NOT_SUPPORTED.texts': { rule: 'user.otherMails -eq "a"', position: 16 },
  'OPERATOR_NOT_SUPPORTED.plans': { rule: 'user.assignedPlans -eq "a"', position: 19 },
  NULL_OPERATOR: { rule: 'user.city -contains null', position: 20 },
  VALUE_TYPE_MISMATCH: { rule: 'user.city -eq 5', position: 14 },
  'VALUE_TYPE_MISMATCH.flag': { rule: 'user.accountEnabled -eq 5', position: 24 },
  'VALUE_TYPE_MISMATCH.instant': { rule: 'user.employeeHireDate -le 5', position: 26 },
  INVALID_DATE: { rule: 'user.employeeHireDate -le 2026-13-01', position: 26 },
  NOW_WITH_EQUALITY: { rule: 'user.employeeHireDate -eq system.now', position: 26 },
  INVALID_REGEX: { rule: 'user.city -match "a**"', position: 17 },
  'INVALID_REGEX.lookAround': { rule: 'user.city -match "(?!a)"', position: 17 },
  'INVALID_REGEX.backReference': { rule: 'user.city -match "(a)\\1"', position: 17 },
  'INVALID_REGEX.atomicGroup': { rule: 'user.city -match "(?>a)"', position: 17 },
  'INVALID_REGEX.possessive': { rule: 'user.city -match "a++"', position: 17 },
  'INVALID_REGEX.escape': { rule: 'user.city -match "a\\Z"', position: 17 },
  'INVALID_REGEX.group': { rule: 'user.city -match "(?#a)"', position: 17 },
  'INVALID_REGEX.tooLarge': { rule: 'user.city -match "[a-z]{999}"', position: 17 },
  'INVALID_REGEX.argument': { rule: 'user.city -match "*a"', position: 17 },
  'INVALID_REGEX.unclosed': { rule: 'user.city -match "(a"', position: 17 },
  'INVALID_REGEX.count': { rule: 'user.city -match "a{2,1}"', position: 17 },
  'INVALID_REGEX.range': { rule: 'user.city -match "[z-a]"', position: 17 },
  'INVALID_REGEX.backslash': { rule: 'user.city -match "a\\"', position: 17 },
  MEMBEROF_COMBINED: { rule: '-not user.memberOf -any (group.objectId -in ["a"])', position: 5 },
  MEMBEROF_FORM: { rule: 'user.memberOf -eq "a"', position: 14 },
  MEMBEROF_TOO_MANY_GROUPS: {
    rule: `user.memberOf -any (group.objectId -in [${GROUPS}])`,
    position: 290,
  },
};

const ENGLISH = { ...SYNTAX_TEXTS, ...MEANING_TEXTS };
const LANGUAGES = ['pt-BR', 'ru-RU'] as const;

it('has an example for every text of an error', () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual(Object.keys(ENGLISH).sort());
});

describe.each(Object.entries(EXAMPLES))('%s', (key, { rule, position, options }) => {
  const result = validateRule(rule, options);
  const [error] = result.valid ? [] : result.errors;
  if (error === undefined) throw new Error(`${key}: ${rule} is valid`);
  const [code, variant] = key.split('.');

  it('is found in its place', () => {
    expect(error).toMatchObject({ code, position });
    if (variant !== undefined) expect(error.params.variant).toBe(variant);
  });

  it('has a message, a hint and the family people search for', () => {
    expect(error.message).toMatch(/\S/);
    expect(error.hint).toMatch(/\.$/);
    expect(error.family).toMatch(/\S/);
    expect(`${error.message} ${error.hint}`).not.toMatch(/\{[a-z]|undefined/);
  });

  it.each(LANGUAGES)('says the same in %s', (language) => {
    const translated = localize(error, language);
    expect(translated).toMatchObject({ code, position, length: error.length });
    expect(translated.message).not.toBe(error.message);
    expect(translated.hint).not.toBe(error.hint);
    expect(`${translated.message} ${translated.hint}`).not.toMatch(/\{[a-z]|undefined/);
  });
});

it.each(LANGUAGES)('has words in %s for exactly the texts there are in English', (language) => {
  const keys = Object.keys({ ...ENGLISH, ...WARNING_TEXTS }).sort();
  expect(Object.keys(catalogueOf(language)).sort()).toEqual(keys);
});

it.each(LANGUAGES)('keeps names, operators and placeholders in %s', (language) => {
  const english = { ...ENGLISH, ...WARNING_TEXTS };
  for (const [key, text] of Object.entries(catalogueOf(language))) {
    const original = english[key];
    expect(text.template).not.toBe(original?.template);
    expect([key, ...tokensOf(`${text.template}`)]).toEqual([
      key,
      ...tokensOf(`${original?.template}`),
    ]);
  }
});

/** Operators and placeholders, whatever their order. */
function tokensOf(text: string): readonly string[] {
  const found =
    text.match(/(?<![\w-])-[a-z]\w+|\{(?:[tpon]|kind|construct|operators|known)\b|system\.now/g) ??
    [];
  return [...new Set(found)].sort();
}
