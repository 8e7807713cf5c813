/** The rules of the workload, each as text and as the predicate somebody would write by hand. */
import { type Random, seeded } from '../../simulation/random.ts';
import {
  CATEGORIES,
  DOMAINS,
  domainOf,
  fraction,
  idOf,
  MANAGERS,
  NOW,
  SERVICES,
  SOURCES,
  serviceOf,
  wordsOf,
  zipf,
} from './values.ts';

/** A condition, or a whole rule. */
export interface WorkloadRule {
  readonly text: string;
  /** The body of a function of `u`, a user with all texts in lower case. */
  readonly source: string;
}

const DAY = 86_400_000;
const NAMES = Object.keys(CATEGORIES);
/** What rules are usually about. */
const USUAL = ['department', 'country', 'jobTitle', 'city', 'companyName', 'state'];

/** Shares of a hundred and fifteen: the last five came to a workload of a hundred. */
const FAMILIES: readonly (readonly [share: number, make: (random: Random) => WorkloadRule])[] = [
  [25, equality],
  [30, (random) => and(equality(random), fraction(random) < 0.4 ? flag(random) : equality(random))],
  [15, oneOf],
  [5, (random) => part(random, 'startsWith')],
  [3, (random) => part(random, 'contains')],
  [2, match],
  [10, any],
  [5, negation],
  [5, chain],
  [3, notGroup],
  [3, all],
  [3, date],
  [3, memberOf],
  [3, directReports],
];

/** So many rules, families mixed. */
export function makeWorkloadRules(count: number, seed: number): readonly WorkloadRule[] {
  const random = seeded(seed);
  const total = FAMILIES.reduce((sum, [share]) => sum + share, 0);
  return Array.from({ length: count }, () => {
    let place = fraction(random) * total;
    const family = FAMILIES.find(([share]) => {
      place -= share;
      return place < 0;
    });
    return (family?.[1] ?? equality)(random);
  });
}

function attribute(random: Random): string {
  return fraction(random) < 0.6 ? random.pick(USUAL) : random.pick(NAMES);
}

/** Rare values have rules too: half of them are drawn without regard to how frequent they are. */
function value(random: Random, name: string): string {
  const count = CATEGORIES[name] ?? 1;
  return wordsOf(name, fraction(random) < 0.15 ? zipf(random, count) : random.below(count));
}

function equality(random: Random): WorkloadRule {
  const name = attribute(random);
  return equals(name, value(random, name));
}

function equals(name: string, text: string): WorkloadRule {
  return { text: `user.${name} -eq "${text}"`, source: `u.${name} === ${quoted(text)}` };
}

function quoted(text: string): string {
  return JSON.stringify(text.toLowerCase());
}

function flag(random: Random): WorkloadRule {
  return fraction(random) < 0.6
    ? { text: 'user.accountEnabled -eq true', source: 'u.accountEnabled === true' }
    : equals('userType', 'Member');
}

function and(left: WorkloadRule, right: WorkloadRule): WorkloadRule {
  return {
    text: `(${left.text}) -and (${right.text})`,
    source: `(${left.source}) && (${right.source})`,
  };
}

function oneOf(random: Random): WorkloadRule {
  const name = attribute(random);
  const values = Array.from({ length: 2 + random.below(8) }, () => value(random, name));
  return {
    text: `user.${name} -in [${values.map((one) => `"${one}"`).join(', ')}]`,
    source: values.map((one) => `u.${name} === ${quoted(one)}`).join(' || '),
  };
}

const PARTS = { startsWith: 'startsWith', contains: 'includes' } as const;

function part(random: Random, operator: keyof typeof PARTS): WorkloadRule {
  const name = random.pick(['jobTitle', 'displayName', 'department', 'mail', 'city']);
  const whole = name === 'jobTitle' || name === 'department' || name === 'city';
  const text = whole ? value(random, name) : wordsOf('surname', random.below(9_000));
  const searched = whole ? text : text.replaceAll(' ', '');
  return {
    text: `user.${name} -${operator} "${searched}"`,
    source: `u.${name} !== null && u.${name}.${PARTS[operator]}(${quoted(searched)})`,
  };
}

function match(random: Random): WorkloadRule {
  const name = random.pick(['jobTitle', 'department', 'displayName']);
  const words = value(random, name === 'displayName' ? 'jobTitle' : name).split(' ');
  const pattern =
    fraction(random) < 0.5 ? `^${words[0]}.*${words[2]}$` : `${words[1]} [0-9]*${words[2]}`;
  return {
    text: `user.${name} -match "${pattern}"`,
    source: `u.${name} !== null && /${pattern}/i.test(u.${name})`,
  };
}

function any(random: Random): WorkloadRule {
  if (fraction(random) < 0.4) {
    const domain = domainOf(random.below(DOMAINS));
    const alias = wordsOf('surname', random.below(9_000)).replaceAll(' ', '');
    const end = fraction(random) < 0.1 ? `@${domain}` : `${alias}.1@${domain}`;
    return {
      text: `user.proxyAddresses -any (_ -endsWith "${end}")`,
      source: `u.proxyAddresses.some((item) => item.endsWith(${quoted(end)}))`,
    };
  }
  const id = idOf('c', random.below(SERVICES));
  const status = fraction(random) < 0.4 ? 'Enabled' : 'Suspended';
  const plan = {
    text: `user.assignedPlans -any (assignedPlan.servicePlanId -eq "${id}" -and assignedPlan.capabilityStatus -eq "${status}")`,
    source: `u.assignedPlans.some((plan) => plan.servicePlanId === ${quoted(id)} && plan.capabilityStatus === ${quoted(status)})`,
  };
  return fraction(random) < 0.2 ? plan : and(equality(random), plan);
}

function negation(random: Random): WorkloadRule {
  const name = attribute(random);
  const other = value(random, name);
  const negative =
    fraction(random) < 0.5
      ? { text: `user.${name} -ne "${other}"`, source: `u.${name} !== ${quoted(other)}` }
      : { text: 'user.mobile -ne null', source: 'u.mobile !== null' };
  return fraction(random) < 0.03 ? negative : and(equality(random), negative);
}

function chain(random: Random): WorkloadRule {
  const parts = Array.from({ length: 20 }, () => and(equality(random), equality(random)));
  return {
    text: parts.map(({ text }) => `(${text})`).join(' -or '),
    source: parts.map(({ source }) => `(${source})`).join(' || '),
  };
}

function notGroup(random: Random): WorkloadRule {
  const [left, right] = [equality(random), part(random, 'startsWith')];
  const negative = {
    text: `-not ((${left.text}) -or (${right.text}))`,
    source: `!((${left.source}) || (${right.source}))`,
  };
  return fraction(random) < 0.03 ? negative : and(equality(random), negative);
}

function all(random: Random): WorkloadRule {
  const service = serviceOf(random.below(15));
  const domain = domainOf(random.below(DOMAINS));
  const condition =
    fraction(random) < 0.5
      ? {
          text: `user.assignedPlans -all (assignedPlan.service -ne "${service}")`,
          source: `u.assignedPlans.every((plan) => plan.service !== ${quoted(service)})`,
        }
      : {
          text: `user.proxyAddresses -all (_ -notEndsWith "@${domain}")`,
          source: `u.proxyAddresses.every((item) => !item.endsWith(${quoted(`@${domain}`)}))`,
        };
  return fraction(random) < 0.03 ? condition : and(equality(random), condition);
}

function date(random: Random): WorkloadRule {
  const days = 1 + random.below(200);
  const fixed = new Date(NOW.getTime() - random.below(9_000) * DAY).toISOString().slice(0, 10);
  const condition =
    fraction(random) < 0.5
      ? {
          text: `user.employeeHireDate -ge system.now -minus P${days}D`,
          source: `u.employeeHireDate >= ${NOW.getTime() - days * DAY}`,
        }
      : {
          text: `user.employeeHireDate -le "${fixed}"`,
          source: `u.employeeHireDate <= ${Date.parse(fixed)}`,
        };
  return fraction(random) < 0.2 ? condition : and(equality(random), condition);
}

function memberOf(random: Random): WorkloadRule {
  const ids = Array.from({ length: 1 + random.below(10) }, () => idOf('f', random.below(SOURCES)));
  return {
    text: `user.memberOf -any (group.objectId -in [${ids.map((id) => `"${id}"`).join(', ')}])`,
    source: `u.memberOf.some((id) => ${ids.map((id) => `id === ${quoted(id)}`).join(' || ')})`,
  };
}

function directReports(random: Random): WorkloadRule {
  const id = idOf('b', random.below(MANAGERS));
  return { text: `Direct Reports for "${id}"`, source: `u.manager === ${quoted(id)}` };
}
