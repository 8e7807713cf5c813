/** The rule builder, flat and nested: rules-spec.md 11. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRule } from '../../src/language/parse-rule.ts';
import { fromBuilder, toBuilder, viewInBuilder } from '../../src/rules/builder.ts';
import type { BuilderRow } from '../../src/rules/builder-row.ts';
import { fromNested } from '../../src/rules/from-nested.ts';
import type { NestedNode } from '../../src/rules/nested-builder.ts';
import { toNested } from '../../src/rules/to-nested.ts';
import { validateRule } from '../../src/rules/validate-rule.ts';
import { randomRule } from '../support/random-rules.ts';

const A = 'user.city -eq "a"';
const B = 'user.city -eq "b"';
const MANY = Array(6).fill(A).join(' -or ');

describe('the flat builder', () => {
  it.each([
    [`${A} -and (${B})`, []],
    [`((${A} -or ${B}))`, []],
    [Array(5).fill(A).join(' -or '), []],
    [`${A} -and (${A} -and ${B})`, ['GROUPING']],
    [`-not (${A} -or ${B})`, ['NEGATION', 'GROUPING']],
    ['user.otherMails -any (_ -eq "a" -or _ -eq "b")', ['QUANTIFIER']],
    ['user.otherMails -any (_ -contains "a")', ['QUANTIFIER']],
    ['device.devicePhysicalIds -any (-not _ -eq "a")', ['DEVICE_RULE', 'QUANTIFIER', 'NEGATION']],
    ['device.memberOf -any (group.objectId -in ["a"])', ['DEVICE_RULE', 'MEMBER_OF']],
    ['user.proxyAddresses -eq null', ['COLLECTION_PROPERTY']],
    ['user.employeeHireDate -ge (system.now)', ['NOW_EXPRESSION']],
    [MANY, ['TOO_MANY_EXPRESSIONS']],
    [
      `-not (${MANY}) -and user.mail -contains "x" -and user.otherMails -match "y"`,
      ['NEGATION', 'GROUPING', 'COLLECTION_PROPERTY', 'OPERATOR', 'TOO_MANY_EXPRESSIONS'],
    ],
    ['Direct Reports for "0c2b3a10-1111-4222-8333-abcdefabcdef"', ['DIRECT_REPORTS']],
    ['user.city -eq', ['INVALID_RULE']],
    [
      `user.city -eq "${'`"'.repeat(1400)}" -or user.city -eq '${'"'.repeat(200)}'`,
      ['TEXT_TOO_LONG'],
    ],
  ])('shows %s unless: %j', (text, reasons) => {
    const view = viewInBuilder(text);
    expect(view.displayable ? [] : view.reasons).toEqual(reasons);
  });

  it('shows values as people edit them and writes them back', () => {
    const text =
      "user.CITY notin ['a','b\"c'] or user.accountEnabled -ne 'TRUE' -and user.employeeHireDate -le 2026-01-01";
    const view = viewInBuilder(text);
    expect(view).toEqual({
      displayable: true,
      rows: [
        { connector: null, property: 'city', operator: 'Not In', value: ['a', 'b"c'] },
        { connector: 'Or', property: 'accountEnabled', operator: 'Not Equals', value: true },
        {
          connector: 'And',
          property: 'employeeHireDate',
          operator: 'Less Than Or Equals',
          value: '2026-01-01',
        },
      ],
    });
    expect(view.displayable && fromBuilder(view.rows)).toBe(
      '(user.city -notIn ["a","b`"c"]) -or (user.accountEnabled -ne true) -and (user.employeeHireDate -le "2026-01-01")',
    );
  });

  it('reads what it wrote as the same rows', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '"', "'", '`', '\\', 'é', ' ', '“'),
      maxLength: 12,
    });
    const row = fc.oneof(
      fc.record({
        property: fc.constantFrom('city', 'extensionAttribute1'),
        operator: fc.constantFrom(
          'Equals',
          'Not Equals',
          'Starts With',
          'Not Starts With',
          'Ends With',
          'Not Ends With',
        ),
        value: text,
      }),
      fc.record({
        property: fc.constant('mail'),
        operator: fc.constantFrom('In', 'Not In'),
        value: fc.array(text, { minLength: 1, maxLength: 3 }),
      }),
      fc.record({
        property: fc.constantFrom('accountEnabled', 'dirSyncEnabled'),
        operator: fc.constantFrom('Equals', 'Not Equals'),
        value: fc.constantFrom(true, false, null),
      }),
    ) as fc.Arbitrary<Omit<BuilderRow, 'connector'>>;
    const rows = fc
      .array(fc.tuple(fc.constantFrom('And', 'Or'), row), { minLength: 1, maxLength: 5 })
      .map((pairs) =>
        pairs.map(([connector, rest], index) => ({
          ...rest,
          connector: index === 0 ? null : (connector as 'And' | 'Or'),
        })),
      );
    fc.assert(
      fc.property(rows, (given) => {
        expect(viewInBuilder(fromBuilder(given))).toEqual({ displayable: true, rows: given });
      }),
      { numRuns: 2_000 },
    );
  });

  it('says nothing about a rule that validation would not also accept', () => {
    fc.assert(
      fc.property(randomRule, ({ text }) => {
        const result = validateRule(text);
        if (!result.valid) throw new Error(text);
        const view = toBuilder(result.ast);
        if (view.displayable) {
          expect(viewInBuilder(fromBuilder(view.rows))).toEqual(view);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the nested builder', () => {
  it('draws structure instead of parentheses', () => {
    const { ast } = parseRule(`-not ((${A}) -or user.otherMails -all _ -in ["x"] and _ -ne null)`);
    expect(ast && toNested(ast)).toEqual({
      kind: 'not',
      child: {
        kind: 'any-of',
        children: [
          {
            kind: 'condition',
            property: 'user.city',
            operator: 'eq',
            value: { kind: 'text', text: 'a' },
          },
          {
            kind: 'items',
            property: 'user.otherMails',
            quantifier: 'all',
            child: {
              kind: 'all-of',
              children: [
                {
                  kind: 'condition',
                  property: '_',
                  operator: 'in',
                  value: { kind: 'list', items: [{ kind: 'text', text: 'x' }] },
                },
                { kind: 'condition', property: '_', operator: 'ne', value: { kind: 'null' } },
              ],
            },
          },
        ],
      },
    } satisfies NestedNode);
  });

  it.each([
    'what.ever -eq 5 -and (other.thing -ge system.now -or _ -ne 2026-01-01)',
    'user.employeeHireDate -ge ((system.now -plus p1d)) and user.x -in [null,true,5]',
    "Direct Reports for 'a\"b'",
    `${'('.repeat(100)}user.otherMails -any _ -eq "a"${')'.repeat(100)}`,
    `${'-not '.repeat(100)}user.otherMails -any _ -eq "a" -or _ -eq "b"`,
    `${'(user.a -eq "b" -or -not ('.repeat(33)}user.c -any _ -eq "d"${'))'.repeat(33)}`,
    'user.a -any user.b -any _ -eq "c"',
  ])('draws and writes %s back', (text) => {
    const { ast } = parseRule(text);
    if (ast === null) throw new Error(text);
    const drawing = toNested(ast);
    const written = parseRule(fromNested(drawing));
    expect(written.fault).toBeNull();
    expect(written.ast && toNested(written.ast)).toEqual(drawing);
  });

  it('leaves out what has no condition', () => {
    const condition: NestedNode = {
      kind: 'condition',
      property: 'user.city',
      operator: 'eq',
      value: { kind: 'text', text: 'a' },
    };
    const nothing: NestedNode = { kind: 'all-of', children: [] };
    expect(
      fromNested({
        kind: 'any-of',
        children: [nothing, condition, { kind: 'not', child: nothing }],
      }),
    ).toBe(A);
    expect(
      fromNested({ kind: 'items', property: 'user.otherMails', quantifier: 'any', child: nothing }),
    ).toBe('');
  });
});
