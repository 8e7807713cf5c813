/** The simple builder: rows of And/Or, Property, Operator and Value, and the rule they make. */
import { describe, expect, it } from 'vitest';
import {
  changedRow,
  draftRow,
  ruleOfRows,
  type SimpleRow,
  simpleOperators,
  simpleProperties,
  simpleView,
  valueOfText,
  valueText,
} from '../../src/portal/rule-model/simple-rows.ts';

const rowsOf = (text: string): readonly SimpleRow[] => simpleView(text).rows ?? [];

describe('a rule in the simple builder', () => {
  it.each([
    'user.department -eq "Sales"',
    'user.department -eq "Sales" -and user.city -in ["a","b"] -or user.mail -ne null',
    'user.accountEnabled -eq true -and user.employeeHireDate -ge 2026-01-01',
  ])('reads the same after it was written: %s', (text) => {
    const rows = rowsOf(text);
    expect(rowsOf(ruleOfRows(rows))).toEqual(rows);
  });

  it.each([
    ['user.a', ['INVALID_RULE']],
    ['device.displayName -eq "a"', ['DEVICE_RULE']],
    ['-not (user.city -contains "a")', ['NEGATION', 'OPERATOR']],
    ['Direct Reports for "0c2b3a10-1111-4222-8333-abcdefabcdef"', ['DIRECT_REPORTS']],
  ])('says why it cannot show %s', (text, reasons) => {
    expect(simpleView(text)).toEqual({ rows: null, reasons });
  });

  it('begins with one empty row', () => {
    expect(rowsOf('')).toEqual([draftRow(true)]);
    expect(ruleOfRows([draftRow(true)])).toBe('');
  });
});

describe('a row', () => {
  it('is part of the rule once it has a property and a value', () => {
    const chosen = changedRow(draftRow(true), { property: 'city' });
    expect(ruleOfRows([chosen])).toBe('');
    const entered = changedRow(chosen, { value: 'Bonn' });
    expect(ruleOfRows([entered])).toBe('(user.city -eq "Bonn")');
    expect(ruleOfRows([changedRow(entered, { value: '' })])).toBe('(user.city -eq "")');
    const second = changedRow({ ...draftRow(false), connector: 'Or' }, { property: 'mail' });
    expect(ruleOfRows([entered, changedRow(second, { value: 'x' })])).toBe(
      '(user.city -eq "Bonn") -or (user.mail -eq "x")',
    );
  });

  it('gets an operator and a value that fit its property', () => {
    const [city] = rowsOf('user.city -startsWith "B"');
    if (city === undefined) throw new Error('no row');
    expect(changedRow(city, { property: 'accountEnabled' })).toMatchObject({
      operator: 'Equals',
      value: false,
    });
    expect(changedRow(city, { operator: 'In' }).value).toEqual(['B']);
    expect(changedRow(changedRow(city, { operator: 'In' }), { operator: 'Equals' }).value).toBe(
      'B',
    );
    const hired = changedRow(draftRow(true), { property: 'employeeHireDate' });
    expect(changedRow(hired, { value: '2026-0' }).isDraft).toBe(true);
    expect(changedRow(hired, { value: '2026-01-01' }).isDraft).toBe(false);
  });

  it('offers what the simple builder has: no collections, no -contains', () => {
    const names = simpleProperties(['extension_0123456789abcdef0123456789abcdef_cost']);
    expect(names).toContain('department');
    expect(names.at(-1)).toBe('extension_0123456789abcdef0123456789abcdef_cost');
    expect(names).not.toContain('proxyAddresses');
    expect(simpleOperators('department')).not.toContain('Contains');
    expect(simpleOperators('accountEnabled')).toEqual(['Equals', 'Not Equals']);
    expect(simpleOperators('')).toContain('Match');
  });

  it('has lists separated by commas, and null for no value', () => {
    expect(valueOfText('a, b', 'In')).toEqual(['a', 'b']);
    expect(valueOfText('null', 'Not Equals')).toBeNull();
    expect(valueOfText('null', 'Starts With')).toBe('null');
    expect(valueText({ ...draftRow(true), value: ['a', 'b'] })).toBe('a, b');
    expect(valueText({ ...draftRow(true), value: null })).toBe('null');
  });
});
