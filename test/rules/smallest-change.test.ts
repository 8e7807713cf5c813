/** What would have to be otherwise for a rule to turn: held against trying everything, on random rules and objects. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleObject, RuleScope, RuleValue } from '../../src/directory/rule-object.ts';
import { compileRule } from '../../src/rules/compile-rule.ts';
import { evaluate } from '../../src/rules/evaluate.ts';
import { type Details, explain } from '../../src/rules/explain.ts';
import { ChangeFinder, withEdits } from '../../src/rules/smallest-change.ts';
import { validateRule } from '../../src/rules/validate-rule.ts';
import { NOW, randomRule, valuesToTry } from '../support/random-rules.ts';

/** A busy machine takes its time to try everything. */
const PATIENCE = 240_000;
/** Three objects each: 10,000 pairs. */
const RULES = { numRuns: 3_334 };

function valid(text: string, scope?: RuleScope) {
  const result = validateRule(text, scope === undefined ? {} : { scope });
  if (!result.valid) throw new Error(`${text}: ${JSON.stringify(result.errors)}`);
  return result;
}

function changeOf(text: string, object: RuleObject) {
  return new ChangeFinder(valid(text), NOW).find(object);
}

/** The properties a change names with their new values. */
function edited(text: string, object: RuleObject) {
  const { edits } = changeOf(text, object);
  return edits === null
    ? null
    : Object.fromEntries(edits.map(({ property, to }) => [property, to]));
}

function nodesOf(details: Details): readonly Details[] {
  return 'propertyToEvaluate' in details
    ? [details]
    : [details, ...details.expressionEvaluationDetails.flatMap(nodesOf)];
}

it(
  'every node of an explanation says what its text says alone',
  () => {
    fc.assert(
      fc.property(randomRule, ({ text, scope, objects }) => {
        const { ast } = valid(text, scope);
        const alone = new Map<string, ReturnType<typeof valid>['ast']>();
        for (const object of objects) {
          const details = explain(ast, text, object, { now: NOW });
          expect(details.expressionResult).toBe(evaluate(ast, object, { now: NOW }));
          for (const { expression, expressionResult } of nodesOf(details)) {
            const part = alone.get(expression) ?? valid(expression, scope).ast;
            alone.set(expression, part);
            expect(evaluate(part, object, { now: NOW })).toBe(expressionResult);
          }
        }
      }),
      RULES,
    );
  },
  PATIENCE,
);

it(
  'a smallest change turns the answer, and no smaller one does',
  () => {
    const seen = { found: 0, none: 0, cutShort: 0, byCount: [0, 0, 0, 0] };
    fc.assert(
      fc.property(randomRule, ({ text, scope, objects }) => {
        const rule = valid(text, scope);
        const finder = new ChangeFinder(rule, NOW);
        const { evaluate: verdictOf, mentions, memberOf } = compileRule(rule);
        const names = memberOf === null ? [...mentions] : ['memberOf'];
        for (const object of objects) {
          const change = finder.find(object);
          const verdict = evaluate(rule.ast, object, { now: NOW });
          const turns = (other: RuleObject) => verdictOf(other, NOW) !== verdict;
          if (change.edits === null) {
            seen.none++;
            expect(change.reason).not.toBe('tooComplex');
            expect(firstTurning({ object, names, scope, count: 2, turns })).toBe(null);
            continue;
          }
          const { edits } = change;
          seen.found++;
          seen.byCount[edits.length] = (seen.byCount[edits.length] ?? 0) + 1;
          if (!change.isSmallest) seen.cutShort++;
          expect(edits.length).toBeGreaterThan(0);
          expect(evaluate(rule.ast, withEdits(object, edits), { now: NOW })).toBe(!verdict);
          const count = Math.min(edits.length - 1, 2);
          expect(firstTurning({ object, names, scope, count, turns })).toBe(null);
        }
      }),
      RULES,
    );
    expect(seen.found).toBeGreaterThan(8_000);
    expect(seen.byCount[2]).toBeGreaterThan(200);
    expect(seen.none).toBeGreaterThan(20);
    expect(seen.cutShort).toBe(0);
  },
  PATIENCE,
);

/** The first of all changes of one or two properties, among very many values, that turns the answer; null: none does. */
function firstTurning(about: {
  readonly object: RuleObject;
  readonly names: readonly string[];
  readonly scope: RuleScope;
  readonly count: number;
  readonly turns: (other: RuleObject) => boolean;
}): RuleObject | null {
  const { object, names, scope, count, turns } = about;
  const values = valuesToTry(scope);
  const variants = (from: RuleObject, name: string, most: number) =>
    (values.get(name.toLowerCase()) ?? []).slice(0, most).map((to) => changed(from, name, to));
  for (const [at, name] of names.entries()) {
    if (count < 1) return null;
    const one = variants(object, name, 1_000).find(turns);
    if (one !== undefined) return one;
    if (count < 2) continue;
    for (const other of names.slice(at + 1))
      for (const first of variants(object, name, 18)) {
        const two = variants(first, other, 18).find(turns);
        if (two !== undefined) return two;
      }
  }
  return null;
}

function changed(object: RuleObject, property: string, to: RuleValue): RuleObject {
  return withEdits(object, [{ property, from: null, to }]);
}

describe('a smallest change is what somebody would think of', () => {
  it.each<[string, RuleObject, Readonly<Record<string, RuleValue>>]>([
    ['user.department -eq "Sales"', { department: 'Legal' }, { department: 'Sales' }],
    ['user.department -eq "Sales"', { department: 'SALES' }, { department: null }],
    ['user.department -ne null', {}, { department: 'other' }],
    ['user.displayName -eq "A"', { displayName: 'A' }, { displayName: 'other' }],
    ['user.accountEnabled -eq true', { accountEnabled: true }, { accountEnabled: false }],
    [
      'user.department -eq "Sales" -and user.city -eq "Bonn" -and user.accountEnabled -eq true',
      { department: 'Sales', city: 'Kiel', accountEnabled: false },
      { city: 'Bonn', accountEnabled: true },
    ],
    [
      '(user.department -eq "Sales" -and user.city -eq "Bonn") -or user.jobTitle -eq "Head"',
      {},
      { jobTitle: 'Head' },
    ],
    ['user.mail -startsWith "a" -and user.mail -endsWith "@b.c"', {}, { mail: 'a@b.c' }],
    ['user.employeeId -match "^E[0-9]{4}$"', {}, { employeeId: 'E0000' }],
    ['user.employeeId -match "(?:DE|AT)-\\d+"', {}, { employeeId: 'DE-1' }],
    [
      'user.otherMails -any (_ -endsWith "@b.c")',
      { otherMails: ['a@x.y'] },
      { otherMails: ['a@x.y', '@b.c'] },
    ],
    [
      'user.otherMails -any (_ -endsWith "@b.c")',
      { otherMails: ['a@x.y', 'a@b.c', 'd@b.c'] },
      { otherMails: ['a@x.y'] },
    ],
    [
      'user.assignedPlans -any (assignedPlan.service -eq "exchange" -and assignedPlan.capabilityStatus -eq "Enabled")',
      {},
      { assignedPlans: [{ service: 'exchange', capabilityStatus: 'Enabled' }] },
    ],
    [
      'user.employeeHireDate -le system.now',
      { employeeHireDate: '2027-01-01' },
      { employeeHireDate: NOW.toISOString() },
    ],
    ['user.memberOf -any (group.objectId -in ["g", "h"])', {}, { memberOf: ['g'] }],
    [
      'user.memberOf -any (group.objectId -in ["g", "h"])',
      { memberOf: ['G', 'h'] },
      { memberOf: null },
    ],
    [
      'Direct Reports for "0c2b3a10-1111-4222-8333-abcdefabcdef"',
      { manager: 'm' },
      { manager: '0c2b3a10-1111-4222-8333-abcdefabcdef' },
    ],
  ])('%s', (text, object, expected) => {
    expect(edited(text, object)).toEqual(expected);
  });

  it.each<[string, RuleObject, string]>([
    ['user.city -eq "a" -and user.city -eq "b"', {}, 'impossible'],
    ['user.accountEnabled -eq true -or user.accountEnabled -ne true', {}, 'impossible'],
    ['user.objectId -eq "0c2b3a10-1111-4222-8333-abcdefabcdef"', { objectId: 'x' }, 'impossible'],
    ['user.city -match "a" -and user.city -match "[b-c]$" -and user.city -eq "d"', {}, 'notFound'],
  ])('there is none for %s: %s', (text, object, reason) => {
    expect(changeOf(text, object)).toEqual({ edits: null, reason });
  });

  it('twenty conditions at once take no time, and none is changed in vain', () => {
    const parts = Array.from({ length: 15 }, (_, at) => `user.extensionAttribute${at + 1} -eq "v"`);
    const change = changeOf(
      `${parts.join(' -and ')} -and (user.city -eq "a" -or user.mail -eq "b")`,
      {},
    );
    expect(change).toMatchObject({ isSmallest: true });
    expect(change.edits).toHaveLength(16);
  });

  it('where the search takes too long, a change is told that is not called the smallest', () => {
    const pairs = Array.from({ length: 15 }, (_, at) => at + 1).flatMap((left) =>
      Array.from(
        { length: 15 - left },
        (_, more) =>
          `(user.extensionAttribute${left} -eq "v" -or user.extensionAttribute${left + more + 1} -eq "v")`,
      ).slice(0, 4),
    );
    const text = pairs.slice(0, 45).join(' -and ');
    const change = changeOf(text.length > 3072 ? pairs.slice(0, 34).join(' -and ') : text, {});
    if (change.edits === null) throw new Error(change.reason);
    expect(change.edits.length).toBeGreaterThan(5);
  });
});
