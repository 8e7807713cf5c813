/**
 * Values to try for one property of an object, in the order in which people would think of them, to find out which answers
 * the conditions of a rule on it can have together.
 */
import type { RuleObject, RulePlan, RuleScope, RuleValue } from '../directory/rule-object.ts';
import type { Comparison, Predicate } from '../language/ast.ts';
import type { Property } from './catalogue.ts';
import { planParts } from './catalogue.ts';
import { compileTextTest } from './compile-text.ts';
import { parseInstant } from './instant.ts';
import { predicatesOf } from './predicates.ts';
import { textReader, textsReader } from './read-value.ts';
import { resolveReference } from './resolve.ts';
import { textCandidates } from './text-candidates.ts';

/** Items of a collection of which lists of one or two are made; of fewer, lists of three as well. */
const MOST_ITEMS = 24;
const MOST_IN_THREES = 9;
const MOST_PART_VALUES = 8;
const DAY = 86_400_000;

/** What no user or device is without: clearing it is thought of last. */
const REQUIRED: ReadonlySet<string> = new Set([
  'accountEnabled',
  'displayName',
  'userPrincipalName',
]);

/** Values to try; `isComplete` is false when some answers may need another value than these. */
export interface Candidates {
  readonly values: readonly RuleValue[];
  readonly isComplete: boolean;
}

/** The conditions of a rule on one property, and the answers they give an object. */
export interface Conditions {
  readonly scope: RuleScope;
  readonly property: Property;
  readonly predicates: readonly Predicate[];
  /** The answers of the conditions, one character each, to an object with this value. */
  readonly answersTo: (value: RuleValue) => string;
  readonly now: Date;
}

/** Values for any object. */
export function candidateValues(conditions: Conditions): Candidates {
  const { property, predicates } = conditions;
  const mayBeNull = !REQUIRED.has(property.name);
  switch (property.type) {
    case 'flag':
      return { values: [true, false, null], isComplete: true };
    case 'instant':
      return { values: instantValues(conditions), isComplete: true };
    case 'text':
      return textCandidates(predicates.filter(isComparison), mayBeNull);
    case 'texts':
    case 'groups':
      return textLists(conditions);
    case 'plans':
      return planLists(conditions);
  }
}

/** Values made of the one an object has: a collection with an item more, or without those that decide. */
export function valuesFrom(conditions: Conditions, object: RuleObject): readonly RuleValue[] {
  const { property, answersTo } = conditions;
  if (property.type !== 'texts' && property.type !== 'groups') return [];
  const present = textsReader(property.name)(object);
  if (present === null) return [];
  const alone = new Map(present.map((item) => [item, answersTo([item])]));
  const kinds = new Set(alone.values());
  const without = [...kinds].map((kind) => present.filter((item) => alone.get(item) !== kind));
  const more = textItems(conditions).items.map((item) => [...present, item]);
  return [...more, ...without.filter((items) => items.length > 0)];
}

/** Each mark with its neighbours: a condition changes its answer only there. Whole days are easier to read. */
function instantValues({ predicates, now }: Conditions): readonly RuleValue[] {
  const marks = predicates.filter(isComparison).flatMap(({ value }) => {
    if (value.kind === 'now') return [now.getTime() + (value.offset?.milliseconds ?? 0)];
    const text = value.kind === 'string' ? value.value : value.kind === 'date' ? value.text : '';
    return parseInstant(text) ?? [];
  });
  const tries = [
    ...marks,
    ...marks.flatMap((mark) => [mark - DAY, mark + DAY]),
    ...marks.flatMap((mark) => [mark - 1, mark + 1]),
  ];
  const texts = tries
    .filter((time) => Math.abs(time) <= 8.64e15)
    .map((time) => new Date(time).toISOString());
  return [...texts, null, '2000-01-01T00:00:00.000Z'];
}

interface Items<Item> {
  readonly items: readonly Item[];
  readonly isComplete: boolean;
}

function textLists(conditions: Conditions): Candidates {
  const { items, isComplete } = textItems(conditions);
  return { values: listsOf(items), isComplete };
}

/** Items of a collection of texts that differ in what the conditions say of them. */
function textItems({ predicates, answersTo }: Conditions): Items<string> {
  const { values, isComplete } = textCandidates(predicates.flatMap(comparisonsIn), false);
  const texts = values.filter((value): value is string => value !== null);
  return distinct(texts, (text) => answersTo([text]), isComplete);
}

function planLists({ predicates, answersTo }: Conditions): Candidates {
  const comparisons = predicates.flatMap(comparisonsIn);
  let plans: readonly RulePlan[] = [{}];
  let isComplete = true;
  for (const { name } of planParts()) {
    const part = comparisons.filter(({ reference }) => resolveReference(reference)?.name === name);
    if (part.length === 0) continue;
    const candidates = textCandidates(part, false);
    const tests = part.map(compileTextTest);
    const answerTo = (value: string | null) =>
      tests.map((test) => (test(value) ? '1' : '0')).join('');
    const found = distinct(candidates.values, answerTo, candidates.isComplete);
    isComplete &&= found.isComplete && found.items.length <= MOST_PART_VALUES;
    const some = found.items.slice(0, MOST_PART_VALUES);
    plans = plans.flatMap((plan) => some.map((value) => ({ ...plan, [name]: value })));
  }
  // A plan without any part is none: one that is to lack what is asked about needs another.
  const filler = planParts().find(({ name }) => plans.every((plan) => !(name in plan)));
  const filled =
    filler === undefined ? [] : plans.map((plan) => ({ [filler.name]: 'other', ...plan }));
  const found = distinct([...plans, ...filled], (plan) => answersTo([plan]), isComplete);
  return { values: listsOf(found.items), isComplete: found.isComplete };
}

/** The first item of each answer. */
function distinct<Item>(
  items: readonly Item[],
  answerTo: (item: Item) => string,
  isComplete: boolean,
): Items<Item> {
  const byAnswer = new Map<string, Item>();
  for (const item of items) {
    const answer = answerTo(item);
    if (!byAnswer.has(answer)) byAnswer.set(answer, item);
  }
  const found = [...byAnswer.values()];
  return {
    items: found.slice(0, MOST_ITEMS),
    isComplete: isComplete && found.length <= MOST_IN_THREES,
  };
}

/** Lists of none, one, two and three of the items. */
function listsOf<Item extends string | RulePlan>(items: readonly Item[]): readonly RuleValue[] {
  const pairs = items.flatMap((left, at) => items.slice(at + 1).map((right) => [left, right]));
  const threes =
    items.length > MOST_IN_THREES
      ? []
      : items.flatMap((first, at) =>
          items
            .slice(at + 1)
            .flatMap((second, next) =>
              items.slice(at + next + 2).map((third) => [first, second, third]),
            ),
        );
  const lists = [null, ...items.map((item) => [item]), ...pairs, ...threes];
  return lists as readonly RuleValue[];
}

/** The comparisons of a condition on a collection: itself, or those of its body. */
function comparisonsIn(predicate: Predicate): readonly Comparison[] {
  if (predicate.kind === 'comparison') return [predicate];
  return predicatesOf(predicate.body).filter(isComparison);
}

function isComparison(predicate: Predicate): predicate is Comparison {
  return predicate.kind === 'comparison';
}

/** The value a property has, as far as rules see it. */
export function presentValue({ name, type }: Property, object: RuleObject): RuleValue {
  if (type === 'text') return textReader(name)(object);
  return object[name] ?? null;
}
