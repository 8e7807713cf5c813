/** Random valid rules and random objects for them, drawn so that comparisons are about equally often true and false. */
import fc from 'fast-check';
import type { RuleObject, RuleScope, RuleValue } from '../../src/directory/rule-object.ts';
import { quoteText } from '../../src/language/print-rule.ts';
import { type Property, propertiesOf } from '../../src/rules/catalogue.ts';

/** Few texts, related to one another, so that prefixes, parts and letter case matter. */
const TEXTS = [
  'a',
  'A',
  'ab',
  'aB c',
  'b',
  'c"d',
  "o'e",
  '`f',
  'Straße',
  'İ',
  'kſK',
  '\\x',
  '',
  'null',
  'true',
  '[ztdid]:1',
  '😀',
];
const PATTERNS = ['a', '^a', 'b$', '^ab$', 'a.*c', '[a-c]', 'x|b', 's', '^\\[z', '(?i)K', '.', ''];
const INSTANTS = [
  '2026-01-15T12:00:00Z',
  '2026-01-15T11:59:59.999Z',
  '2026-01-15',
  '2026-01-15T14:00+02:00',
  '2025-12-16T12:00:00Z',
  '2026-02-14T12:00:00.001Z',
];
const DURATIONS = ['P0D', 'P1D', 'p30d', 'PT12H', 'P1DT6H30M5S'];
const EXTENSION = 'extension_0123456789abcdef0123456789ABCDEF_cost';

/** A clock near the instants above. */
export const NOW = new Date('2026-01-15T12:00:00Z');

const pick = <Value>(values: readonly Value[]) => fc.constantFrom(...values);

const literal = pick(TEXTS).map(quoteText);
const list = fc
  .array(literal, { minLength: 1, maxLength: 4 })
  .map((items) => `[${items.join(', ')}]`);
const EQUALITY = ['-eq', '-ne'];
const PARTS = ['startsWith', 'endsWith', 'contains'].flatMap((name) => [
  `-${name}`,
  `-not${name.charAt(0).toUpperCase()}${name.slice(1)}`,
]);

/** A comparison on the right of a text, as operator and value. */
const textComparison = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(pick(EQUALITY), literal) },
  { weight: 1, arbitrary: fc.tuple(pick(EQUALITY), pick(['null', '$null', 'NULL'])) },
  { weight: 7, arbitrary: fc.tuple(pick(PARTS), literal) },
  { weight: 3, arbitrary: fc.tuple(pick(['-match', '-notMatch']), pick(PATTERNS).map(quoteText)) },
  { weight: 3, arbitrary: fc.tuple(pick(['-in', '-notIn', 'notin']), list) },
);

const flagComparison = fc.tuple(pick(EQUALITY), pick(['true', 'False', '"TRUE"', 'null']));

const now = fc
  .tuple(pick(['-plus', '-minus']), pick(DURATIONS), fc.boolean(), fc.boolean())
  .map(([direction, duration, isPlain, isEnclosed]) => {
    const text = isPlain ? 'system.now' : `system.now ${direction} ${duration}`;
    return isEnclosed ? `(${text})` : text;
  });

const instantComparison = fc.oneof(
  fc.tuple(pick(EQUALITY), pick([...INSTANTS.map(quoteText), 'null'])),
  fc.tuple(pick(['-le', '-ge']), pick([...INSTANTS, ...INSTANTS.map(quoteText)])),
  fc.tuple(pick(['-le', '-ge']), now),
);

const itemsComparison = fc.oneof(
  fc.tuple(pick(EQUALITY), fc.constant('null')),
  { weight: 3, arbitrary: fc.tuple(pick(PARTS), literal) },
  fc.tuple(pick(['-match', '-notMatch']), pick(PATTERNS).map(quoteText)),
);

const QUANTIFIERS = ['-any', '-all', 'ANY'];

function joined(predicate: fc.Arbitrary<string>, depth: number): fc.Arbitrary<string> {
  return fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: depth, withCrossShrink: true },
      { weight: 3, arbitrary: predicate },
      {
        weight: 3,
        arbitrary: fc
          .tuple(
            fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
            pick([' -and ', ' -or ', ' and ', ' –or ']),
          )
          .map(([parts, connector]) => parts.join(connector)),
      },
      { weight: 2, arbitrary: tie('expression').map((inner) => `(${inner})`) },
      { weight: 2, arbitrary: tie('expression').map((inner) => `-not ${inner}`) },
    ),
  })).expression;
}

const itemBody = joined(
  textComparison.map(([operator, value]) => `_ ${operator} ${value}`),
  2,
);
const planBody = joined(
  fc
    .tuple(pick(['servicePlanId', 'service', 'capabilityStatus']), textComparison)
    .map(([part, [operator, value]]) => `assignedPlan.${part} ${operator} ${value}`),
  2,
);

function predicateOn(scope: RuleScope, { name, type }: Property): fc.Arbitrary<string> {
  const path = `${scope}.${name}`;
  const compare = (comparison: fc.Arbitrary<[string, string]>) =>
    comparison.map(([operator, value]) => `${path} ${operator} ${value}`);
  const quantify = (body: fc.Arbitrary<string>) =>
    fc.tuple(pick(QUANTIFIERS), body).map(([operator, inner]) => `${path} ${operator} (${inner})`);
  switch (type) {
    case 'text':
      return compare(textComparison);
    case 'flag':
      return compare(flagComparison);
    case 'instant':
      return compare(instantComparison);
    case 'texts':
      return fc.oneof(
        { weight: 3, arbitrary: compare(itemsComparison) },
        { weight: 2, arbitrary: quantify(itemBody) },
      );
    case 'plans':
      return quantify(planBody);
    case 'groups':
      return fc.constant(`${path} -any (group.objectId -in ["a"])`);
  }
}

/** A few properties of each type, so that conditions on the same one meet. */
const USED: Readonly<Record<RuleScope, readonly string[]>> = {
  user: ['city', 'mail', 'accountEnabled', 'employeeHireDate', 'otherMails', 'assignedPlans'],
  device: ['deviceModel', 'displayName', 'isRooted', 'devicePhysicalIds', 'systemLabels'],
};

function usedProperties(scope: RuleScope): readonly Property[] {
  const listed = propertiesOf(scope).filter(({ name }) => USED[scope].includes(name));
  return scope === 'user' ? [...listed, { name: EXTENSION, type: 'text' }] : listed;
}

const MANAGER = '0c2b3a10-1111-4222-8333-abcdefabcdef';
const directReports = pick([`"${MANAGER}"`, `'{${MANAGER.toUpperCase()}}'`]).map(
  (manager) => `Direct Reports for ${manager}`,
);

function memberOfRule(scope: RuleScope): fc.Arbitrary<string> {
  return fc
    .tuple(list, fc.boolean())
    .map(([ids, isEnclosed]) =>
      isEnclosed
        ? `((${scope}.memberOf -any (group.objectId -in ${ids})))`
        : `${scope}.memberof any group.objectid in ${ids}`,
    );
}

function rulesOf(scope: RuleScope): fc.Arbitrary<string> {
  const predicate = fc.oneof(
    ...usedProperties(scope).map((property) => ({
      weight: property.type === 'plans' ? 5 : property.type === 'text' ? 2 : 4,
      arbitrary: predicateOn(scope, property),
    })),
  );
  const joinedRule = joined(predicate, 4);
  const endingBare = fc
    .tuple(joinedRule, pick(usedProperties(scope).filter(({ type }) => type === 'texts')), itemBody)
    .filter(([, , body]) => !body.startsWith('('))
    .map(([rule, { name }, body]) => `${rule} -or ${scope}.${name} -any ${body}`);
  return fc.oneof(
    { weight: 17, arbitrary: joinedRule },
    { weight: 2, arbitrary: endingBare },
    { weight: 1, arbitrary: memberOfRule(scope) },
    ...(scope === 'user' ? [{ weight: 2, arbitrary: directReports }] : []),
  );
}

function valuesOf({ type }: Property): fc.Arbitrary<RuleValue | undefined> {
  const text = fc.oneof(pick(TEXTS), fc.constant(null));
  switch (type) {
    case 'text':
      return fc.option(text, { nil: undefined });
    case 'flag':
      return pick([true, false, null]);
    case 'instant':
      return pick([...INSTANTS, null, 'soon']);
    case 'texts':
    case 'groups':
      return fc.option(fc.array(pick(TEXTS), { maxLength: 3 }), { nil: null });
    case 'plans':
      return fc.array(
        fc.record(
          { servicePlanId: text, service: text, capabilityStatus: text },
          { requiredKeys: [] },
        ),
        { maxLength: 3 },
      );
  }
}

function objectsOf(scope: RuleScope): fc.Arbitrary<RuleObject> {
  const entries = usedProperties(scope).map((property) => [property.name, valuesOf(property)]);
  const followed = {
    memberOf: fc.array(pick(TEXTS), { maxLength: 3 }),
    ...(scope === 'user' && { manager: pick([MANAGER, MANAGER.toUpperCase(), 'x', null]) }),
  };
  return fc.record({ ...Object.fromEntries(entries), ...followed }, { requiredKeys: [] });
}

/** Many values of each property that the random rules ask about, for whoever tries all of them. */
export function valuesToTry(scope: RuleScope): ReadonlyMap<string, readonly RuleValue[]> {
  const followed: readonly Property[] = [
    { name: 'memberOf', type: 'groups' },
    ...(scope === 'user' ? [{ name: 'manager', type: 'text' } as const] : []),
  ];
  const all = [...usedProperties(scope), ...followed];
  return new Map(all.map((property) => [property.name.toLowerCase(), manyValuesOf(property)]));
}

function manyValuesOf({ name, type }: Property): readonly RuleValue[] {
  const texts = TEXTS.filter((text) => text !== '');
  const pairs = texts.flatMap((left) => texts.map((right) => [left, right] as const));
  switch (type) {
    case 'text':
      return [
        null,
        ...(name === 'manager' ? [MANAGER] : [...texts, ...pairs.map((two) => two.join(''))]),
      ];
    case 'flag':
      return [true, false, null];
    case 'instant':
      return [null, ...INSTANTS, '2020-01-01T00:00:00Z', '2030-01-01T00:00:00Z'];
    case 'texts':
    case 'groups':
      return [null, ...texts.map((text) => [text]), ...pairs];
    case 'plans':
      return [
        null,
        ...texts.flatMap((text) => [
          [{ servicePlanId: text }],
          [{ service: text }],
          [{ capabilityStatus: text }],
          [{ servicePlanId: text, service: text, capabilityStatus: text }],
        ]),
      ];
  }
}

/** A valid rule of up to legal length, with objects of its kind. */
export interface RandomRule {
  readonly scope: RuleScope;
  readonly text: string;
  readonly objects: readonly RuleObject[];
}

/** Random valid rules, users and devices alike. */
export const randomRule: fc.Arbitrary<RandomRule> = pick<RuleScope>(['user', 'device'])
  .chain((scope) =>
    fc.record({
      scope: fc.constant(scope),
      text: rulesOf(scope),
      objects: fc.array(objectsOf(scope), { minLength: 3, maxLength: 3 }),
    }),
  )
  .filter(({ text }) => text.length <= 3072);
