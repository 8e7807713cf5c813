/** The users of the workload, as rules see them: the same for the same seed. */
import type { RuleObject, RulePlan } from '../../../src/directory/rule-object.ts';
import { type Random, seeded } from '../../simulation/random.ts';
import {
  blankShare,
  CATEGORIES,
  DOMAINS,
  domainOf,
  fraction,
  idOf,
  MANAGERS,
  NOW,
  SERVICES,
  SOURCES,
  STATUSES,
  serviceOf,
  wordsOf,
  zipf,
} from './values.ts';

const DAY = 86_400_000;

/** A user whose texts are in lower case, for predicates written by hand; the hire date in milliseconds. */
export interface FoldedUser {
  readonly [name: string]:
    | string
    | number
    | boolean
    | null
    | readonly string[]
    | readonly RulePlan[];
  readonly proxyAddresses: readonly string[];
  readonly otherMails: readonly string[];
  readonly memberOf: readonly string[];
  readonly assignedPlans: readonly RulePlan[];
}

/** So many users; every property is there, null where it has no value. */
export function makeUsers(count: number, seed: number): readonly RuleObject[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, at) => makeUser(random, at));
}

function makeUser(random: Random, at: number): RuleObject {
  const given = wordsOf('given', random.below(900)).split(' ')[0] ?? '';
  const surname = `${wordsOf('surname', random.below(9_000)).replaceAll(' ', '')}`;
  const alias = `${given}.${surname}.${at}`;
  const address = `${alias}@${domainOf(zipf(random, DOMAINS))}`;
  return {
    accountEnabled: fraction(random) < 0.93,
    dirSyncEnabled: fraction(random) < 0.7 ? true : fraction(random) < 0.2 ? false : null,
    employeeHireDate: new Date(NOW.getTime() - random.below(9_000) * DAY).toISOString(),
    userType: fraction(random) < 0.9 ? 'Member' : 'Guest',
    displayName: `${given} ${surname}`,
    givenName: given,
    surname,
    mail: address,
    mailNickName: alias,
    userPrincipalName: address,
    objectId: idOf('a', at),
    employeeId: `E${at}`,
    telephoneNumber: `+49 30 ${100_000 + random.below(900_000)}`,
    mobile: fraction(random) < 0.5 ? `+49 170 ${random.below(9_000_000)}` : null,
    streetAddress: `${wordsOf('street', random.below(4_000))} ${random.below(90)}`,
    ...categories(random),
    proxyAddresses: Array.from({ length: 1 + random.below(5) }, (_, place) =>
      place === 0 ? `SMTP:${address}` : `smtp:${alias}.${place}@${domainOf(zipf(random, DOMAINS))}`,
    ),
    otherMails: fraction(random) < 0.3 ? [`${given}${at}@private${random.below(50)}.example`] : [],
    assignedPlans: Array.from({ length: random.below(7) }, () => makePlan(random)),
    memberOf: Array.from({ length: random.below(6) }, () => idOf('f', zipf(random, SOURCES))),
    manager: fraction(random) < 0.95 ? idOf('b', random.below(MANAGERS)) : null,
  };
}

function categories(random: Random): RuleObject {
  return Object.fromEntries(
    Object.entries(CATEGORIES).map(([name, count]) => [
      name,
      fraction(random) < blankShare(name) ? null : wordsOf(name, zipf(random, count)),
    ]),
  );
}

function makePlan(random: Random): RulePlan {
  const service = zipf(random, SERVICES);
  return {
    servicePlanId: idOf('c', service),
    service: serviceOf(service % 15),
    capabilityStatus: STATUSES[fraction(random) < 0.9 ? 0 : 1 + random.below(2)] ?? null,
  };
}

/** The same users with all texts in lower case. */
export function foldUsers(users: readonly RuleObject[]): readonly RuleObject[] {
  return users.map((user) => JSON.parse(JSON.stringify(user), lowerCased));
}

/** What predicates written by hand are given: folded, the date read. */
export function handUsers(users: readonly RuleObject[]): readonly FoldedUser[] {
  return users.map((user) => ({
    ...JSON.parse(JSON.stringify(user), lowerCased),
    employeeHireDate: Date.parse(String(user.employeeHireDate)),
  }));
}

/** Instants stay as they are written. */
function lowerCased(name: string, value: unknown): unknown {
  return typeof value === 'string' && name !== 'employeeHireDate' ? value.toLowerCase() : value;
}
