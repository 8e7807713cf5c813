/** Both indexes asked the same of random rules and objects of the full language. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { RuleObject, RuleScope } from '../../src/directory/rule-object.ts';
import type { ObjectChange } from '../../src/matching/rule-index.ts';
import { NOW, type RandomRule, randomRule } from '../support/random-rules.ts';
import { ChangingIndex } from './indexes.ts';

/** Rules of one round, each with three objects; every rule meets every object of its kind. */
const RULES = 60;

/** How often which part of the index was needed, so that none is tried on air. */
export interface Reached {
  pairs: number;
  selected: number;
  touched: number;
  always: number;
  closures: number;
  waiting: number;
}

/** Rounds of random rules until so many pairs of a rule and an object were decided. */
export async function agree(pairs: number, seed: number): Promise<Reached> {
  const reached = { pairs: 0, selected: 0, touched: 0, always: 0, closures: 0, waiting: 0 };
  for (let round = 0; reached.pairs < pairs; round++) {
    const rules = fc.sample(randomRule, { numRuns: RULES, seed: seed + round });
    await compareRound(withWideRules(rules), round, reached);
  }
  return reached;
}

/** Some rules joined to ones with more alternatives than conjunctions are made of. */
function withWideRules(rules: readonly RandomRule[]): readonly RandomRule[] {
  return rules.map((rule, at) => {
    const joinable = rules.filter(
      ({ scope, text }) => scope === rule.scope && !/memberof|direct/i.test(text),
    );
    const shortest = joinable
      .map(({ text }) => text)
      .sort((one, other) => one.length - other.length);
    const some = shortest.slice(at % 6, (at % 6) + 12);
    const text = [0, 3, 6, 9]
      .map((start) => some.slice(start, start + 3).map((part) => `(${part})`))
      .map((parts, place) => `(${parts.join(place % 2 === 0 ? ' -or ' : ' -or -not ')})`)
      .join(' -and ');
    return at % 4 !== 0 || text.length > 3_072 ? rule : { ...rule, text };
  });
}

async function compareRound(
  rules: readonly RandomRule[],
  round: number,
  reached: Reached,
): Promise<void> {
  const index = new ChangingIndex();
  for (const [at, { text }] of rules.entries()) index.put(`g${at}`, text);
  await index.attribute.build();
  // Some rules change places after the build, and some go.
  for (let at = round % 7; at < RULES; at += 5) {
    index.put(`g${at}`, at % 2 === 0 ? (rules[RULES - 1 - at]?.text ?? null) : null);
  }
  for (const scope of ['user', 'device'] as const) {
    const objects = rules.flatMap((rule) => (rule.scope === scope ? rule.objects : []));
    compareSelection(index, scope, objects, reached);
    compareChanges(index, scope, objects, reached);
    const { always, closures, waiting } = index.attribute.figures[scope];
    reached.always += always;
    reached.closures += closures;
    reached.waiting += waiting;
  }
}

function compareSelection(
  { linear, attribute, groups }: ChangingIndex,
  scope: RuleScope,
  objects: readonly RuleObject[],
  reached: Reached,
): void {
  const rules = [...groups.values()].filter(
    ({ rule }) => rule?.scope === scope && rule.memberOf === null,
  );
  for (const object of objects) {
    const wanted = linear.selecting(scope, object, NOW);
    // In any order, each once.
    const found = [...attribute.selecting(scope, object, NOW)].sort();
    expectSame({ groups, about: object }, found, [...wanted].sort());
    reached.pairs += rules.length;
    reached.selected += wanted.length;
  }
}

function compareChanges(
  { linear, attribute, groups }: ChangingIndex,
  scope: RuleScope,
  objects: readonly RuleObject[],
  reached: Reached,
): void {
  for (const [at, object] of objects.entries()) {
    const other = objects[(at * 7 + 3) % objects.length] ?? null;
    const third = objects[(at * 5 + 1) % objects.length] ?? null;
    const names = new Set([object, other, third].flatMap((one) => Object.keys(one ?? {})));
    const changed = new Set([...names].map(ruleName));
    const some = new Set([...names].filter((_, place) => (place + at) % 3 === 0));
    const changedSome = new Set([...some].map(ruleName));
    const changes: readonly ObjectChange[] = [
      { scope, variants: [object, mixed(object, other, some)], changed: changedSome, now: NOW },
      { scope, variants: [object, other, third], changed, now: NOW },
      { scope, variants: [null, other, third], changed: changedSome, now: NOW },
      { scope, variants: [null, null], changed: changedSome, now: NOW },
      { scope, variants: [object], changed: 'all', now: NOW },
    ];
    for (const change of changes) {
      const wanted = [...linear.touchedBy(change)].sort();
      const found = [...attribute.touchedBy(change)].sort();
      expectSame({ groups, about: change }, found, wanted);
      expect(attribute.mentions(change)).toBe(linear.mentions(change));
      reached.touched += wanted.length;
    }
  }
}

/** As rules call it: extension properties are called in lower case. */
function ruleName(name: string): string {
  return name.startsWith('extension_') ? name.toLowerCase() : name;
}

/** Says of which rule, and of what, the answers differ. */
function expectSame(
  { groups, about }: { readonly groups: ChangingIndex['groups']; readonly about: unknown },
  found: readonly string[],
  wanted: readonly string[],
): void {
  if (found.join() === wanted.join()) return;
  const differing = [...groups.keys()].filter((id) => found.includes(id) !== wanted.includes(id));
  const rules = differing.map((id) => groups.get(id)?.row.rule);
  expect({ about, rules, found }).toEqual({ about, rules: [], found: wanted });
}

/** The first object with some attributes of the other. */
function mixed(
  object: RuleObject,
  other: RuleObject | null,
  names: ReadonlySet<string>,
): RuleObject {
  const result = { ...object };
  for (const name of names) result[name] = other?.[name];
  return result;
}
