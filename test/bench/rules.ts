/** The groups of the benchmark: rules of every kind, each beside a predicate written by hand, which is the oracle. */
import { seeded } from '../simulation/random.ts';
import {
  type BenchAttributes,
  type BenchObject,
  CENTERS,
  CITIES,
  COUNTRIES,
  DEPARTMENTS,
  DOMAINS,
  LEVELS,
  SERVICES,
  SYSTEMS,
  skewed,
} from './people.ts';

export interface BenchRule {
  readonly kind: 'user' | 'device';
  /** The rule's text; `ids` are those of the groups made so far. */
  readonly text: (ids: readonly string[]) => string;
  /** Positions of the groups that a memberOf rule names; null for every other rule. */
  readonly sources: readonly number[] | null;
  /** Attributes whose change makes a rule with a clock look. */
  readonly clockOn: string | null;
  /** Not asked of memberOf rules. */
  readonly belongs: (attributes: BenchAttributes, now: number) => boolean;
}

type Draw = (end: number) => number;

const DAY = 86_400_000;

/** What share of the groups each kind of rule has, out of 200. */
const SHARES: readonly (readonly [number, (draw: Draw, at: number) => Partial<BenchRule>])[] = [
  [50, equality],
  [30, inList],
  [20, prefix],
  [40, combined],
  [20, extension],
  [10, clock],
  [14, anyOf],
  [6, negated],
];

/** Rules for so many groups, always the same ones: a twentieth follow others, a twentieth are of devices. */
export function makeRules(count: number): readonly BenchRule[] {
  const random = seeded(7);
  const draw: Draw = (end) => random.below(end);
  const special = Math.floor(count / 20);
  const plain = count - 2 * special;
  const kinds = SHARES.flatMap(([share, make]) => Array.from({ length: share }, () => make));
  const rules: BenchRule[] = [];
  for (let at = 0; at < plain; at++) {
    const make = kinds[Math.floor((at * kinds.length) / plain)] ?? equality;
    rules.push(complete(make(draw, at)));
  }
  for (let at = 0; at < special; at++) rules.push(complete(device(draw)));
  for (let at = 0; at < special; at++) rules.push(complete(memberOf([draw(plain), draw(plain)])));
  return rules;
}

/** Who belongs to each group, in the order of the rules. */
export function expectedMembers(
  rules: readonly BenchRule[],
  objects: readonly BenchObject[],
  now: number,
): readonly ReadonlySet<string>[] {
  const own = rules.map(({ kind, sources, belongs }) => {
    const chosen = sources === null ? objects.filter((object) => object.kind === kind) : [];
    return new Set(chosen.filter(({ attributes }) => belongs(attributes, now)).map(({ id }) => id));
  });
  return rules.map(({ sources }, at) => {
    if (sources === null) return own[at] ?? new Set();
    return new Set(sources.flatMap((source) => [...(own[source] ?? [])]));
  });
}

function complete(rule: Partial<BenchRule>): BenchRule {
  return {
    kind: 'user',
    text: () => '',
    sources: null,
    clockOn: null,
    belongs: () => false,
    ...rule,
  };
}

function fixed(text: string): () => string {
  return () => text;
}

function someOf(draw: Draw, prefixText: string, end: number): string {
  return `${prefixText}${skewedBy(draw, end)}`;
}

function skewedBy(draw: Draw, end: number): number {
  return skewed({ below: draw, chance: () => false, pick: (items) => items[0]! }, end);
}

function equality(draw: Draw, at: number): Partial<BenchRule> {
  if (at % 3 === 0) {
    const department = someOf(draw, 'Department ', DEPARTMENTS);
    return {
      text: fixed(`user.department -eq "${department}"`),
      belongs: (user) => user.department === department,
    };
  }
  const city = someOf(draw, 'City ', CITIES);
  return { text: fixed(`user.city -eq "${city}"`), belongs: (user) => user.city === city };
}

function inList(draw: Draw): Partial<BenchRule> {
  const countries = Array.from({ length: 5 }, () => someOf(draw, 'Country ', COUNTRIES));
  const list = countries.map((country) => `"${country.toLowerCase()}"`).join(',');
  return {
    text: fixed(`user.country -in [${list}]`),
    belongs: ({ country }) => countries.includes(String(country)),
  };
}

function prefix(draw: Draw): Partial<BenchRule> {
  const start = `${LEVELS[draw(LEVELS.length)]} Expert ${draw(9) + 1}`;
  return {
    text: fixed(`user.jobTitle -startsWith "${start}"`),
    belongs: ({ jobTitle }) => String(jobTitle).startsWith(start),
  };
}

function combined(draw: Draw, at: number): Partial<BenchRule> {
  const department = someOf(draw, 'Department ', DEPARTMENTS);
  const city = someOf(draw, 'City ', CITIES);
  if (at % 2 === 0) {
    return {
      text: fixed(`user.department -eq "${department}" -and user.accountEnabled -eq true`),
      belongs: (user) => user.department === department && user.accountEnabled === true,
    };
  }
  return {
    text: fixed(
      `(user.city -eq "${city}" -or user.department -eq "${department}") -and user.userType -eq "Member"`,
    ),
    belongs: (user) =>
      (user.city === city || user.department === department) && user.userType === 'Member',
  };
}

function extension(draw: Draw, at: number): Partial<BenchRule> {
  if (at % 2 === 0) {
    const center = `CC-${1_000 + skewedBy(draw, CENTERS)}`;
    return {
      text: fixed(`user.extensionAttribute1 -eq "${center}"`),
      belongs: (user) => nested(user, 1) === center,
    };
  }
  const site = `Site ${draw(9) + 1}`;
  return {
    text: fixed(`user.extensionAttribute3 -startsWith "${site}"`),
    belongs: (user) => nested(user, 3).startsWith(site),
  };
}

/** Hired within the last days, or to begin within the next. */
function clock(draw: Draw, at: number): Partial<BenchRule> {
  const days = 10 + draw(50);
  const hired = (user: BenchAttributes) => Date.parse(String(user.employeeHireDate));
  if (at % 2 === 0) {
    return {
      text: fixed(`user.employeeHireDate -ge system.now -minus p${days}d`),
      clockOn: 'employeeHireDate',
      belongs: (user, now) => hired(user) >= now - days * DAY,
    };
  }
  return {
    text: fixed('user.employeeHireDate -ge system.now'),
    clockOn: 'employeeHireDate',
    belongs: (user, now) => hired(user) >= now,
  };
}

function anyOf(draw: Draw, at: number): Partial<BenchRule> {
  if (at % 2 === 0) {
    const domain = DOMAINS[draw(DOMAINS.length)] ?? '';
    return {
      text: fixed(`user.proxyAddresses -any (_ -endsWith "@${domain}")`),
      belongs: (user) =>
        user.proxyAddresses?.some((address) => address.endsWith(`@${domain}`)) ?? false,
    };
  }
  const service = SERVICES[draw(SERVICES.length)] ?? '';
  return {
    text: fixed(
      `user.assignedPlans -any (assignedPlan.service -eq "${service}" -and assignedPlan.capabilityStatus -eq "Enabled")`,
    ),
    belongs: (user) =>
      user.assignedPlans?.some(
        (plan) => plan.service === service && plan.capabilityStatus === 'Enabled',
      ) ?? false,
  };
}

function negated(draw: Draw): Partial<BenchRule> {
  const level = `Level ${draw(8)}`;
  const country = `Country ${draw(COUNTRIES)}`;
  return {
    text: fixed(`user.extensionAttribute2 -ne "${level}" -and user.country -eq "${country}"`),
    belongs: (user) => nested(user, 2) !== level && user.country === country,
  };
}

function device(draw: Draw): Partial<BenchRule> {
  const system = SYSTEMS[draw(SYSTEMS.length)] ?? '';
  const order = `[OrderID]:Order-${draw(40)}`;
  if (draw(2) === 0) {
    return {
      kind: 'device',
      text: fixed(
        `device.deviceOSType -eq "${system}" -and device.deviceOSVersion -startsWith "10.0.2"`,
      ),
      belongs: ({ operatingSystem, operatingSystemVersion }) =>
        operatingSystem === system && String(operatingSystemVersion).startsWith('10.0.2'),
    };
  }
  return {
    kind: 'device',
    text: fixed(`device.devicePhysicalIds -any (_ -eq "${order}")`),
    belongs: ({ physicalIds }) => physicalIds?.includes(order) ?? false,
  };
}

function memberOf(sources: readonly number[]): Partial<BenchRule> {
  return {
    sources,
    text: (ids) => {
      const named = sources.map((at) => `"${ids[at]}"`).join(',');
      return `user.memberOf -any (group.objectId -in [${named}])`;
    },
  };
}

function nested(user: BenchAttributes, number: number): string {
  return user.onPremisesExtensionAttributes?.[`extensionAttribute${number}`] ?? '';
}
