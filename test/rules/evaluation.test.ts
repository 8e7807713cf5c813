/** What a valid rule means, where the shared cases do not reach: rules-spec.md 7. Compiled and interpreted alike. */
import { describe, expect, it } from 'vitest';
import type { RuleObject } from '../../src/directory/rule-object.ts';
import { compileRule } from '../../src/rules/compile-rule.ts';
import { evaluate } from '../../src/rules/evaluate.ts';
import { validateRule } from '../../src/rules/validate-rule.ts';

const NOW = new Date('2026-01-15T12:00:00Z');

function ruleOf(text: string) {
  const result = validateRule(text);
  if (!result.valid) throw new Error(JSON.stringify(result.errors));
  return { ast: result.ast, compiled: compileRule(result) };
}

function decide(text: string, object: RuleObject, now = NOW): boolean {
  const { ast, compiled } = ruleOf(text);
  const verdict = compiled.evaluate(object, now);
  expect(evaluate(ast, object, { now })).toBe(verdict);
  return verdict;
}

describe('null', () => {
  const POSITIVE = [
    'user.city -eq "x"',
    'user.city -eq ""',
    'user.city -startsWith ""',
    'user.city -endsWith ""',
    'user.city -contains ""',
    'user.city -match ".*"',
    'user.city -in ["",""]',
    'user.accountEnabled -eq true',
    'user.accountEnabled -eq false',
    'user.employeeHireDate -eq 2026-01-01',
    'user.employeeHireDate -le system.now',
    'user.employeeHireDate -ge 2000-01-01',
    'user.otherMails -contains ""',
    'user.otherMails -any (_ -ne "x")',
    'user.assignedPlans -any (-not assignedPlan.service -eq "x")',
    'user.mail -ne null',
    'user.otherMails -ne null',
  ];
  const NEGATIVE = [
    'user.city -ne "x"',
    'user.city -ne ""',
    'user.city -notStartsWith ""',
    'user.city -notEndsWith ""',
    'user.city -notContains ""',
    'user.city -notMatch ".*"',
    'user.city -notIn ["",""]',
    'user.accountEnabled -ne true',
    'user.accountEnabled -ne false',
    'user.employeeHireDate -ne 2026-01-01',
    '-not user.employeeHireDate -le system.now',
    'user.otherMails -notContains ""',
    'user.otherMails -all (_ -eq "x")',
    'user.assignedPlans -all (assignedPlan.service -eq "x")',
    'user.mail -eq null',
    'user.otherMails -eq null',
    'user.accountEnabled -eq $null',
    'user.employeeHireDate -eq null',
  ];
  const OBJECTS: readonly RuleObject[] = [
    {},
    { city: null, mail: null, accountEnabled: null, employeeHireDate: null, otherMails: null },
    { city: '', mail: '', employeeHireDate: '', otherMails: [], assignedPlans: [] },
    { employeeHireDate: '31/12/2025', otherMails: ['', ''], assignedPlans: [{}, { service: '' }] },
  ];

  it.each(POSITIVE)('%s is false of it', (text) => {
    expect(OBJECTS.map((object) => decide(text, object))).toEqual([false, false, false, false]);
  });

  it.each(NEGATIVE)('%s is true of it', (text) => {
    expect(OBJECTS.map((object) => decide(text, object))).toEqual([true, true, true, true]);
  });
});

describe('text', () => {
  it.each([
    ['user.city -eq "STRASSE"', 'straße', false],
    ['user.city -eq "É"', 'é', true],
    ['user.city -eq "é"', 'e\u0301', false],
    ['user.city -eq "İ"', 'i̇', true],
    ['user.city -in ["x","BONN"]', 'bonn', true],
    ['user.city -contains ""', 'x', true],
    ['user.city -startsWith "bo"', ' Bonn', false],
    ['user.city -match "o.n"', 'BO\nN', false],
  ])('%s on %s: %s', (text, city, expected) => {
    expect(decide(text, { city })).toBe(expected);
  });

  it('of an extension may be stored as true, false or a number, under a name in any letter case', () => {
    const name = 'extension_0123456789ABCDEF0123456789abcdef_Level';
    expect(decide(`user.${name} -eq "3"`, { [name.toLowerCase()]: 3 })).toBe(true);
    expect(decide(`user.${name} -startsWith "fa"`, { [name.toUpperCase()]: false })).toBe(true);
    expect(decide(`user.${name} -eq null`, { [name]: '' })).toBe(true);
  });
});

describe('collections', () => {
  it('drop empty items before -all looks at them', () => {
    expect(decide('user.otherMails -all (_ -endsWith "x")', { otherMails: ['', 'ax'] })).toBe(true);
  });

  it('have all conditions of a body look at one plan, and a missing part counts as null', () => {
    const rule =
      'user.assignedPlans -any (assignedPlan.service -eq null -and assignedPlan.servicePlanId -eq "p")';
    expect(decide(rule, { assignedPlans: [{ servicePlanId: 'P' }] })).toBe(true);
    expect(
      decide(rule, { assignedPlans: [{ servicePlanId: 'p', service: 's' }, { service: 's' }] }),
    ).toBe(false);
  });
});

describe('memberOf and direct reports', () => {
  it('take group ids in any letter case', () => {
    const rule = ruleOf(
      '(user.memberOf -any ((group.objectId -in [\'G-1\',"g-2","G-2"])))',
    ).compiled;
    expect(rule.memberOf).toEqual(['g-1', 'g-2']);
    expect(rule.mentions.size).toBe(0);
    expect(rule.evaluate({ memberOf: ['g-2'] }, NOW)).toBe(true);
  });

  it('compare the manager, braces or not', () => {
    const id = '0c2b3a10-1111-4222-8333-abcdefabcdef';
    const rule = `direct reports for '{${id.toUpperCase()}}'`;
    expect(decide(rule, { manager: id })).toBe(true);
    expect(decide(rule, { manager: null })).toBe(false);
    expect([...ruleOf(rule).compiled.mentions]).toEqual(['manager']);
  });
});

describe('what a compiled rule mentions', () => {
  it.each([
    ['USER.CITY -eq "a" -or user.MAILNICKNAME -eq "b"', ['city', 'mailNickName']],
    ['user.OTHERMAILS -any (_ -eq "a")', ['otherMails']],
    ['device.deviceosversion -eq "1"', ['deviceOSVersion']],
    [
      'user.extension_0123456789ABCDEF0123456789abcdef_X -eq "a"',
      ['extension_0123456789abcdef0123456789abcdef_x'],
    ],
  ])('%s', (text, names) => {
    const { compiled } = ruleOf(text);
    expect([...compiled.mentions]).toEqual(names);
    expect(compiled.memberOf).toBeNull();
    expect(compiled.usesClock).toBe(false);
  });
});

describe('instants', () => {
  it.each([
    ['2026-01-15T12:00:00Z', true],
    ['2026-01-15T12:00', true],
    ['2026-01-15T12:00:00.0009999Z', true],
    ['2026-01-15T14:00:00+02:00', true],
    ['2026-01-15T01:30:00-10:30', true],
    ['2026-01-16T02:00:00+14:00', true],
    ['2026-01-16T02:01:00+14:01', false],
    ['2026-01-15T12:00:00.001Z', false],
    ['2026-01-15T12:00:00.12345678Z', false],
    ['2026-01-15 12:00', false],
  ])('%s is noon of 15 January: %s', (stored, expected) => {
    const rule = 'user.employeeHireDate -eq "2026-01-15T12:00:00Z"';
    expect(decide(rule, { employeeHireDate: stored })).toBe(expected);
  });

  it.each(['2026-02-29', '2026-13-01', '2026-01-32', '2026-01-01T24:00', '2026-01-01T10:60'])(
    '%s does not exist',
    (text) => {
      expect(validateRule(`user.employeeHireDate -eq ${text}`)).toMatchObject({
        errors: [{ code: 'INVALID_DATE', position: 26 }],
      });
    },
  );

  it('know the days that only leap years have', () => {
    expect(decide('user.employeeHireDate -eq 2028-02-29', { employeeHireDate: '2028-02-29' })).toBe(
      true,
    );
  });
});

describe('system.now', () => {
  const hired = (text: string, instant: string) => ({
    rule: ruleOf(`user.employeeHireDate ${text}`).compiled,
    object: { employeeHireDate: instant },
  });
  const at = (instant: string, milliseconds = 0) => new Date(Date.parse(instant) + milliseconds);

  it.each([
    ['-le system.now', '2026-03-01T00:00:00Z', '2026-03-01T00:00:00.000Z', true],
    ['-ge system.now', '2026-03-01T00:00:00Z', '2026-03-01T00:00:00.001Z', false],
    ['-le system.now -plus P7D', '2026-03-08T00:00:00Z', '2026-03-01T00:00:00.000Z', true],
    ['-ge system.now -minus p30d', '2026-01-01T00:00:00Z', '2026-01-31T00:00:00.001Z', false],
    [
      '-ge (system.now -plus PT1H30M10S)',
      '2026-02-01T01:30:10Z',
      '2026-02-01T00:00:00.001Z',
      false,
    ],
  ])('%s turns for %s at %s', (text, stored, turn, after) => {
    const { rule, object } = hired(text, stored);
    expect(rule.usesClock).toBe(true);
    expect(rule.nextChange(object, NOW)?.toISOString()).toBe(turn);
    expect(rule.evaluate(object, at(turn, -1))).toBe(!after);
    expect(rule.evaluate(object, at(turn))).toBe(after);
    expect(rule.nextChange(object, at(turn, -1))?.toISOString()).toBe(turn);
    expect(rule.nextChange(object, at(turn))).toBeNull();
  });

  it('shifts by days of 24 hours, across a change to summer time too', () => {
    const { rule, object } = hired('-le system.now -minus P1D', '2026-03-28T12:00:00Z');
    expect(rule.nextChange(object, NOW)?.toISOString()).toBe('2026-03-29T12:00:00.000Z');
  });

  it('announces the first turn of a window, then the second, then none', () => {
    const { rule, object } = hired(
      '-le system.now -and user.employeeHireDate -ge system.now -minus P7D',
      '2026-02-01T00:00:00Z',
    );
    const first = rule.nextChange(object, NOW);
    expect(first?.toISOString()).toBe('2026-02-01T00:00:00.000Z');
    const second = rule.nextChange(object, first ?? NOW);
    expect(second?.toISOString()).toBe('2026-02-08T00:00:00.001Z');
    expect(rule.nextChange(object, second ?? NOW)).toBeNull();
  });

  it('announces nothing where the rest of the rule decides, or the date is missing', () => {
    const text = '-le system.now -and user.city -eq "Bonn"';
    const { rule, object } = hired(text, '2026-02-01T00:00:00Z');
    expect(rule.nextChange({ ...object, city: 'Rom' }, NOW)).toBeNull();
    expect(rule.nextChange({ ...object, city: 'Bonn' }, NOW)).not.toBeNull();
    expect(rule.nextChange({ city: 'Bonn' }, NOW)).toBeNull();
  });

  it('takes durations beyond all dates', () => {
    const endless = `-ge system.now -minus P${'9'.repeat(400)}D`;
    const { rule, object } = hired(endless, '2026-02-01T00:00:00Z');
    expect(rule.evaluate(object, NOW)).toBe(true);
    expect(rule.nextChange(object, NOW)).toBeNull();
  });
});
