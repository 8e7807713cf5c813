/** Trees that validation would refuse: a program that skips it gets an error or a plain false, never a wrong true. */
import { describe, expect, it } from 'vitest';
import { parseRule } from '../../src/language/parse-rule.ts';
import { toBuilder } from '../../src/rules/builder.ts';
import { compileRule } from '../../src/rules/compile-rule.ts';
import { evaluate } from '../../src/rules/evaluate.ts';
import { explain } from '../../src/rules/explain.ts';

const NOW = new Date('2026-01-15T12:00:00Z');
const OBJECT = {
  city: 'a',
  otherMails: ['a'],
  assignedPlans: [{ service: 'a' }],
  memberOf: ['a'],
  employeeHireDate: '2026-01-01',
  accountEnabled: true,
};

function treeOf(text: string) {
  const { ast } = parseRule(text);
  if (ast === null) throw new Error(text);
  return ast;
}

const REFUSED = [
  'user.nope -eq "a"',
  'user.nope -any (_ -eq "a")',
  'user.city -le "a"',
  'user.city -ge "a"',
  'user.city -any (_ -eq "a")',
  'user.city -match "("',
  'user.assignedPlans -eq "a"',
  'user.memberOf -eq "a"',
  'user.otherMails -any (_ -any (_ -eq "a"))',
  'user.assignedPlans -any (assignedPlan.service -any (_ -eq "a"))',
  'user.employeeHireDate -le "soon"',
  'user.employeeHireDate -le 5',
];

describe.each(REFUSED)('%s', (text) => {
  it('is not compiled', () => {
    expect(() => compileRule({ ast: treeOf(text), scope: 'user' })).toThrow(TypeError);
  });

  it('is not true', () => {
    const ast = treeOf(text);
    if (!text.startsWith('user.city -any')) {
      expect(evaluate(ast, OBJECT, { now: NOW })).toBe(false);
    }
    expect(explain(ast, text, {}, { now: NOW }).expression).toBe(text);
  });
});

it.each([
  'user.city -in [5,null]',
  'user.city -eq 5',
  'user.accountEnabled -eq 5',
  'user.memberOf -any (group.objectId -eq "b")',
  'user.employeeHireDate -startsWith 2026-01-01',
])('%s decides false', (text) => {
  const ast = treeOf(text);
  expect(evaluate(ast, OBJECT, { now: NOW })).toBe(false);
});

it('the builder shows what it can of them', () => {
  expect(toBuilder(treeOf('user.nope -eq 5 -or user.city -in ["a",5]'))).toEqual({
    displayable: true,
    rows: [
      { connector: null, property: 'nope', operator: 'Equals', value: '5' },
      { connector: 'Or', property: 'city', operator: 'In', value: ['a'] },
    ],
  });
});
