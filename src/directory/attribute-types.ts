import { type Reading, rulePropertiesOf } from './rule-names.ts';
import type { RuleScope } from './rule-object.ts';

interface Expected {
  readonly topLevel: ReadonlyMap<string, Reading>;
  readonly container: string;
  readonly nested: ReadonlyMap<string, Reading>;
}

const EXPECTED: Readonly<Record<RuleScope, Expected>> = {
  user: expectedOf('user'),
  device: expectedOf('device'),
};

/**
 * The first attribute whose stored value is not of the type that rules read, under its Graph name; null when there is none.
 * The interface lets no such value in: one that stands is damage, and says nothing of what the value was. Attributes that no
 * rule sees, and extension properties, which may have many types, may be anything.
 */
export function findWrongType(
  kind: RuleScope,
  attributes: Readonly<Record<string, unknown>>,
): string | null {
  const { topLevel, container, nested } = EXPECTED[kind];
  for (const name in attributes) {
    const value = attributes[name];
    if (value === null || value === undefined) continue;
    const reading = topLevel.get(name);
    if (reading !== undefined) {
      if (!fits(reading, value)) return name;
    } else if (name === container) {
      const wrong = isRecord(value) ? wrongWithin(nested, value) : '';
      if (wrong !== null) return wrong === '' ? name : `${name}/${wrong}`;
    }
  }
  return null;
}

function expectedOf(kind: RuleScope): Expected {
  const properties = rulePropertiesOf(kind);
  const readings = (isNested: boolean) =>
    new Map(
      properties
        .filter(({ container }) => (container !== null) === isNested)
        .map(({ graph, reading }) => [graph, reading]),
    );
  const container = properties.find((property) => property.container !== null)?.container ?? '';
  return { topLevel: readings(false), container, nested: readings(true) };
}

function wrongWithin(
  nested: ReadonlyMap<string, Reading>,
  value: Readonly<Record<string, unknown>>,
): string | null {
  for (const name in value) {
    const reading = nested.get(name);
    const part = value[name];
    if (reading !== undefined && part !== null && !fits(reading, part)) return name;
  }
  return null;
}

function fits(reading: Reading, value: unknown): boolean {
  switch (reading) {
    case 'text':
      return typeof value === 'string';
    case 'flag':
      return typeof value === 'boolean';
    case 'texts':
    case 'first-text':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'plans':
      return Array.isArray(value) && value.every(isRecord);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
