/** What a rule that reads well can still get wrong: rules-spec.md 9.2. */
import { describe, expect, it } from 'vitest';
import { type ValidateOptions, validateRule } from '../../src/rules/validate-rule.ts';

/** Checks a rule in which « » mark each offending text, in the order of the codes. */
function expectErrors(marked: string, codes: string, options: ValidateOptions = {}): void {
  const expected = [...marked.matchAll(/«(.*?)»/g)].map(({ 1: text = '', index }, number) => ({
    code: codes.split(' ')[number],
    position: index - 2 * number,
    length: text.length,
  }));
  const result = validateRule(marked.replace(/[«»]/g, ''), options);
  const errors = result.valid ? [] : result.errors;
  expect(errors.map(({ code, position, length }) => ({ code, position, length }))).toEqual(
    expected,
  );
}

const GUID = '0c2b3a10-1111-4222-8333-abcdefabcdef';
const IDS = Array.from({ length: 50 }, (_, index) => `"g${index}"`).join(',');

const CASES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  references: [
    ['«usr.city» -eq "a" -or «assigned.x» -eq "b"', 'UNKNOWN_OBJECT UNKNOWN_OBJECT'],
    ['«_.x» -eq "a"', 'UNKNOWN_OBJECT'],
    ['«_» -eq "a"', 'ITEM_OUTSIDE_BODY'],
    ['-not «assignedPlan.service» -eq "a"', 'ITEM_OUTSIDE_BODY'],
    ['«group.objectId» -in ["a"]', 'ITEM_OUTSIDE_BODY'],
    ['user.otherMails -any _ -eq "a" -or «user.city» -eq "b"', 'OUTER_PROPERTY_IN_BODY'],
    ['user.otherMails -any («user.proxyAddresses» -any (_ -eq "a"))', 'OUTER_PROPERTY_IN_BODY'],
    ['user.otherMails -any («device.deviceModel» -eq "a")', 'OUTER_PROPERTY_IN_BODY'],
    ['user.otherMails -any («assignedPlan.service» -eq "a")', 'WRONG_ITEM_REFERENCE'],
    ['user.otherMails -any («group.objectId» -eq "a")', 'WRONG_ITEM_REFERENCE'],
    ['user.assignedPlans -all («_» -eq "a")', 'WRONG_ITEM_REFERENCE'],
    ['user.otherMails -any («usr.x» -eq "a" -or _ -eq «5»)', 'UNKNOWN_OBJECT VALUE_TYPE_MISMATCH'],
    [
      'user.city -eq "a" -or «device.deviceModel» -eq "b" -or device.isRooted -eq true',
      'MIXED_OBJECT_TYPES',
    ],
    ['device.isRooted -eq true -and «user.nonsense» -eq 5', 'MIXED_OBJECT_TYPES'],
    ['«user.extension_abc_x» -eq "a"', 'EXTENSION_NAME'],
    ['«user.extension_01234567-89ab-cdef-0123-456789abcdef_x» -eq "a"', 'EXTENSION_NAME'],
    ['«device.extension_0123456789abcdef0123456789abcdef_x» -eq "a"', 'UNSUPPORTED_PROPERTY'],
    ['«user.manager» -eq "a"', 'UNSUPPORTED_PROPERTY'],
    ['«user.city.name» -eq "a"', 'UNSUPPORTED_PROPERTY'],
    ['«user.deviceModel» -eq "a"', 'UNSUPPORTED_PROPERTY'],
    ['«device.organizationalUnit» -eq "a"', 'UNSUPPORTED_PROPERTY'],
    ['«user.extensionAttribute16» -eq "a"', 'UNSUPPORTED_PROPERTY'],
    ['user.assignedPlans -any («assignedPlan.name» -eq "a")', 'UNSUPPORTED_PROPERTY'],
  ],
  operators: [
    ['user.accountEnabled «-contains» null', 'OPERATOR_NOT_SUPPORTED'],
    ['user.accountEnabled «-in» [true]', 'OPERATOR_NOT_SUPPORTED'],
    ['user.city «-le» 2026-01-01', 'OPERATOR_NOT_SUPPORTED'],
    ['user.city «-any» (_ -eq 5)', 'OPERATOR_NOT_SUPPORTED'],
    ['user.employeeHireDate «-startsWith» "2026"', 'OPERATOR_NOT_SUPPORTED'],
    ['user.otherMails «-eq» 5', 'OPERATOR_NOT_SUPPORTED'],
    ['user.otherMails «-in» ["a"]', 'OPERATOR_NOT_SUPPORTED'],
    ['user.otherMails -any (_ «-any» (_ -eq "a"))', 'OPERATOR_NOT_SUPPORTED'],
    ['user.assignedPlans «-eq» null', 'OPERATOR_NOT_SUPPORTED'],
    ['user.assignedPlans «-contains» "a"', 'OPERATOR_NOT_SUPPORTED'],
  ],
  values: [
    ['user.otherMails -notMatch «null»', 'NULL_OPERATOR'],
    ['user.employeeHireDate -le «null»', 'NULL_OPERATOR'],
    ['user.city -in ["a",«null»,5]', 'NULL_OPERATOR'],
    ['user.city -in ["a",«5»,null]', 'VALUE_TYPE_MISMATCH'],
    ['user.city -eq «true»', 'VALUE_TYPE_MISMATCH'],
    ['user.city -eq «2026-01-01»', 'VALUE_TYPE_MISMATCH'],
    ['user.city -eq «(system.now)»', 'VALUE_TYPE_MISMATCH'],
    ['user.otherMails -contains «5»', 'VALUE_TYPE_MISMATCH'],
    ['user.accountEnabled -eq «"yes"»', 'VALUE_TYPE_MISMATCH'],
    ['user.accountEnabled -eq «1»', 'VALUE_TYPE_MISMATCH'],
    ['user.employeeHireDate -eq «2026»', 'VALUE_TYPE_MISMATCH'],
    ['user.employeeHireDate -ge «true»', 'VALUE_TYPE_MISMATCH'],
    ['user.employeeHireDate -ge «2026-02-30»', 'INVALID_DATE'],
    ['user.employeeHireDate -ge «"2026-01-01 10:00"»', 'INVALID_DATE'],
    ['user.employeeHireDate -eq «(system.now -plus P1D)»', 'NOW_WITH_EQUALITY'],
    ['user.employeeHireDate -ne «system.now»', 'NOW_WITH_EQUALITY'],
    ['user.city -match «"(?=a)"» -or user.mail -notMatch «"["»', 'INVALID_REGEX INVALID_REGEX'],
  ],
  memberOf: [
    ['-not («user.memberOf» -any (group.objectId -in ["a"]))', 'MEMBEROF_COMBINED'],
    [
      '«user.memberOf» -any (group.objectId -in ["a"]) -or user.memberOf -any (group.objectId -in ["b"])',
      'MEMBEROF_COMBINED',
    ],
    ['user.memberOf «-eq» "a"', 'MEMBEROF_FORM'],
    ['user.memberOf «-all» (usr.x -eq 5)', 'MEMBEROF_FORM'],
    [
      'user.memberOf -any «(»group.objectId -in ["a"] -and group.objectId -in ["b"])',
      'MEMBEROF_FORM',
    ],
    [
      'user.memberOf -any («-not» group.objectId -in ["a"])'.replace('(«-not»', '«(»-not'),
      'MEMBEROF_FORM',
    ],
    ['user.memberOf -any «not» group.objectId -in ["a"]', 'MEMBEROF_FORM'],
    ['user.memberOf -any «group.objectId» -in ["a"] -or group.objectId -in ["b"]', 'MEMBEROF_FORM'],
    ['user.memberOf -any («group.displayName» -in ["a"])', 'MEMBEROF_FORM'],
    ['user.memberOf -any («_» -in ["a"])', 'MEMBEROF_FORM'],
    ['user.memberOf -any (group.objectId «-eq» "a")', 'MEMBEROF_FORM'],
    ['user.memberOf -any (group.objectId -in [«5»])', 'VALUE_TYPE_MISMATCH'],
    ['user.memberOf -any («user.city» -in ["a"])', 'OUTER_PROPERTY_IN_BODY'],
    [
      `device.memberOf -any (group.objectId -in [${IDS},"G7",«"g50"»,"g51"])`,
      'MEMBEROF_TOO_MANY_GROUPS',
    ],
  ],
  'direct reports': [
    ['Direct Reports for «"{objectID_of_manager}"»', 'DIRECT_REPORTS_ID'],
    [`Direct Reports for «"{${GUID}"»`, 'DIRECT_REPORTS_ID'],
    [`Direct Reports for «\`"${GUID}\`"»`, 'DIRECT_REPORTS_ID'],
  ],
};

describe.each(Object.entries(CASES))('%s', (_, cases) => {
  it.each(cases)('%s is %s', (marked, codes) => expectErrors(marked, codes));
});

describe('a group that takes one kind of object', () => {
  it('refuses the first reference to the other kind, once', () => {
    expectErrors(
      'user.city -eq "a" -or «device.deviceModel» -eq "b" -or device.isRooted -eq true',
      'RULE_SCOPE_MISMATCH',
      { scope: 'user' },
    );
  });

  it('refuses direct reports where it takes devices', () => {
    expectErrors(`«Direct» Reports for "${GUID}"`, 'RULE_SCOPE_MISMATCH', { scope: 'device' });
    expectErrors(`Direct Reports for "{${GUID}}"`, '', { scope: 'user' });
  });
});

describe('registered extension properties', () => {
  const name = 'extension_0123456789abcdef0123456789abcdef_cost';
  const registered = { extensionProperties: [name.toUpperCase()] };

  it('are known whatever their letter case', () => {
    expectErrors(`user.${name} -eq "a"`, '', registered);
  });

  it('leave no other name good, and a near one is suggested', () => {
    expectErrors(`«user.${name}s» -eq "a"`, 'UNSUPPORTED_PROPERTY', registered);
    const result = validateRule(`user.${name}s -eq "a"`, { extensionProperties: [name] });
    expect(result).toMatchObject({ errors: [{ suggestion: `user.${name}` }] });
  });
});

describe('suggestions', () => {
  it.each([
    ['user.title -eq "a"', 'user.jobTitle'],
    ['device.OSVersion -eq "a"', 'device.deviceOSVersion'],
    ['user.extensionAtribute1 -eq "a"', 'user.extensionAttribute1'],
    ['user.extensionAttribute16 -eq "a"', undefined],
    ['user.ciyt -eq "a"', 'user.city'],
    ['user.ct -eq "a"', undefined],
    ['user.somethingElse -eq "a"', undefined],
    ['user.assignedPlans -any (assignedPlan.servicePlanID2 -eq "a")', 'assignedPlan.servicePlanId'],
    ['users.city -eq "a"', 'user.city'],
    ['tenant.city -eq "a"', undefined],
    ['CITY -eq "a"', 'user.city'],
    ['deviceModel -eq "a"', 'device.deviceModel'],
    ['nonsense -eq "a"', undefined],
    ['user.city -lik "a"', undefined],
    ['user.city -notContain "a"', '-notContains'],
    ['user.city -beginsWith "a"', '-startsWith'],
    ['user.city -eq "a" -adn user.mail -eq "b"', '-and'],
    ['user.employeeHireDate -ge system.now -mins P1D', '-minus'],
    ['user.city -eq "a" -mins P1D', undefined],
    ['-nto user.city -eq "a"', '-not'],
    ['user.city -eq Bonn', '"Bonn"'],
    ['user.city -eq “Bonn”', '"'],
    ['user.extension_abc_x -eq "a"', undefined],
  ])('for %s: %s', (text, suggestion) => {
    const result = validateRule(text);
    expect(result.valid ? 'valid' : result.errors[0]?.suggestion).toBe(suggestion);
  });
});
