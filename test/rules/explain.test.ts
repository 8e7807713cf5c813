/** Explanations where the shared cases do not reach: rules-spec.md 12. */
import { describe, expect, it } from 'vitest';
import type { RuleObject } from '../../src/directory/rule-object.ts';
import { explainMembership } from '../../src/rules/explain.ts';
import { readRuleObject } from '../../src/rules/read-object.ts';
import { validateRule } from '../../src/rules/validate-rule.ts';

const NOW = new Date('2026-01-15T12:00:00Z');

function explained(text: string, object: RuleObject) {
  const result = validateRule(text);
  if (!result.valid) throw new Error(JSON.stringify(result.errors));
  return explainMembership(result.ast, text, object, { now: NOW }).membershipRuleEvaluationDetails;
}

/** What a rule of one leaf looked at. */
function lookedAt(text: string, object: RuleObject): readonly (string | null)[] {
  const details = explained(text, object);
  if (!('propertyToEvaluate' in details)) throw new Error(text);
  const { propertyName, propertyValue } = details.propertyToEvaluate;
  return [details.expression, propertyName, propertyValue];
}

describe('a leaf shows the stored value', () => {
  const EXTENSION = 'extension_0123456789ABCDEF0123456789abcdef_Level';
  it.each<[string, RuleObject, string, string | null]>([
    ['user.MAIL -eq "a"', { mail: 'A@b' }, 'mail', 'A@b'],
    ['user.mail -eq "a"', { mail: '' }, 'mail', null],
    ['user.accountEnabled -eq true', { accountEnabled: false }, 'accountEnabled', 'false'],
    [
      'user.employeeHireDate -le system.now',
      { employeeHireDate: '2026-01-01' },
      'employeeHireDate',
      '2026-01-01',
    ],
    [
      'user.employeeHireDate -le system.now',
      { employeeHireDate: 'soon' },
      'employeeHireDate',
      null,
    ],
    [`user.${EXTENSION} -eq "3"`, { [EXTENSION.toLowerCase()]: 3 }, EXTENSION, '3'],
    ['user.otherMails -eq null', { otherMails: ['', 'b "c"'] }, 'otherMails', '["b \\"c\\""]'],
    ['user.otherMails -all (_ -eq "a")', { otherMails: [] }, 'otherMails', null],
    [
      'user.assignedPlans -any (assignedPlan.service -eq "s")',
      { assignedPlans: [{ capabilityStatus: 'Enabled', servicePlanId: 'p' }] },
      'assignedPlans',
      '[{"servicePlanId":"p","service":null,"capabilityStatus":"Enabled"}]',
    ],
    ['user.memberOf -any (group.objectId -in ["g"])', { memberOf: ['G'] }, 'memberOf', '["G"]'],
    ['Direct Reports for "0c2b3a10-1111-4222-8333-abcdefabcdef"', { manager: 'm' }, 'manager', 'm'],
  ])('of %s', (text, object, name, value) => {
    expect(lookedAt(text, object)).toEqual([text, name, value]);
  });
});

it('an expression is the slice of the rule without its own parentheses, with those of its parts', () => {
  const text = '  ( -not ( (user.city -eq "a") -and\n((user.mail -eq "b")) ) ) ';
  expect(explained(text, { city: 'a' })).toEqual({
    expression: '-not ( (user.city -eq "a") -and\n((user.mail -eq "b")) )',
    expressionResult: true,
    expressionEvaluationDetails: [
      {
        expression: '(user.city -eq "a") -and\n((user.mail -eq "b"))',
        expressionResult: false,
        expressionEvaluationDetails: [
          {
            expression: 'user.city -eq "a"',
            expressionResult: true,
            propertyToEvaluate: { propertyName: 'city', propertyValue: 'a' },
          },
          {
            expression: 'user.mail -eq "b"',
            expressionResult: false,
            propertyToEvaluate: { propertyName: 'mail', propertyValue: null },
          },
        ],
      },
    ],
  });
});

describe('an object that people write', () => {
  it('may spell its names in any letter case', () => {
    const name = 'EXTENSION_0123456789abcdef0123456789abcdef_x';
    const written = {
      MailNickname: 'a',
      MANAGER: 'm',
      otherMails: [null, 'b'],
      assignedPlans: [null],
      [name]: 5,
    };
    expect(readRuleObject(written, 'user')).toEqual({
      object: {
        mailNickName: 'a',
        manager: 'm',
        otherMails: [null, 'b'],
        assignedPlans: [null],
        [name]: 5,
      },
      fault: null,
    });
  });

  it.each([
    [null, 'user', ''],
    [{ manager: 'm' }, 'device', 'manager'],
    [{ isRooted: 'true' }, 'device', 'isRooted'],
    [{ employeeHireDate: 5 }, 'user', 'employeeHireDate'],
    [{ memberOf: [5] }, 'user', 'memberOf'],
    [
      { city: 'a', extension_0123456789abcdef0123456789abcdef_x: [] },
      'user',
      'extension_0123456789abcdef0123456789abcdef_x',
    ],
  ] as const)('%j is refused for a %s', (written, scope, field) => {
    expect(readRuleObject(written, scope).fault?.field).toBe(field);
  });
});
