/**
 * Random filters of the supported grammar over users, each with what it means: a plain evaluation over the JSON that the
 * server shows of a user, written without the product's table, parser and evaluator.
 */
import * as fc from 'fast-check';

// biome-ignore lint/suspicious/noExplicitAny: the JSON of an answer.
export type Shown = any;

export interface RandomFilter {
  readonly text: string;
  readonly passes: (user: Shown) => boolean;
}

/** Few values, so that comparisons often hold; with quotes, capitals, and letters that change their length in capitals. */
const TEXTS = ['a', 'A', 'ab', "o'b", 'B', 'ß', 'É', 'é', 'x y', 'Ab'];
const MAILS = ['a@x.org', 'B@X.org', 'ab@y.com'];
const INSTANTS = ['2026-01-31T08:00:00Z', '2026-01-31T09:30:00+01:30', '2025-12-31T23:59:59Z'];

const text = fc.constantFrom(...TEXTS);
const mail = fc.constantFrom(...MAILS);
const instant = fc.constantFrom(...INSTANTS);

const PLAIN = ['displayName', 'department', 'city', 'jobTitle', 'companyName'];

/** The body of a user; what is not given is not there. */
export const users = fc.record(
  {
    displayName: text,
    accountEnabled: fc.boolean(),
    department: text,
    city: text,
    jobTitle: text,
    companyName: text,
    mail,
    onPremisesSyncEnabled: fc.boolean(),
    employeeHireDate: instant,
    otherMails: fc.array(mail, { maxLength: 3 }),
    assignedPlans: fc.array(
      fc.record({ service: text, capabilityStatus: text }, { requiredKeys: ['service'] }),
      { maxLength: 3 },
    ),
    onPremisesExtensionAttributes: fc.record({ extensionAttribute2: text }),
  },
  { requiredKeys: ['displayName', 'accountEnabled'] },
);

/** What the users of a run are called, in their order. */
export function nameOf(place: number): string {
  return `k${place}@contoso.com`;
}

export const SELECT = `userPrincipalName,${PLAIN.join(',')},id,accountEnabled,mail,onPremisesSyncEnabled,employeeHireDate,otherMails,assignedPlans,onPremisesExtensionAttributes`;

/** A name or word in any letter case. */
function spelled(word: string): fc.Arbitrary<string> {
  return fc.constantFrom(word, word.toUpperCase(), word.toLowerCase());
}

const blank = fc.constantFrom(' ', '  ', '\t');
const gap = fc.constantFrom('', ' ');

function quoted(value: string): string {
  return `'${value.split("'").join("''")}'`;
}

function same(left: unknown, right: string): boolean {
  return typeof left === 'string' && left.toLowerCase() === right.toLowerCase();
}

/** One comparison of a text that `path` leads to; `read` finds it in what the path starts from. */
function textTests(
  path: string,
  read: (from: Shown) => unknown,
  values: fc.Arbitrary<string>,
): fc.Arbitrary<RandomFilter> {
  const lower = (from: Shown) => {
    const value = read(from);
    return typeof value === 'string' ? value.toLowerCase() : null;
  };
  const comparison = fc
    .record({
      operator: fc.constantFrom('eq', 'ne', 'ge', 'le'),
      value: values,
      path: spelled(path),
    })
    .chain(({ operator, value, path: written }) =>
      fc.tuple(spelled(operator), blank, blank).map(([word, before, after]): RandomFilter => {
        const constant = value.toLowerCase();
        const passes = (from: Shown) => {
          const found = lower(from);
          if (operator === 'eq') return found === constant;
          if (operator === 'ne') return found !== constant;
          if (found === null) return false;
          return operator === 'ge' ? found >= constant : found <= constant;
        };
        return { text: `${written}${before}${word}${after}${quoted(value)}`, passes };
      }),
    );
  const list = fc
    .tuple(fc.array(values, { minLength: 1, maxLength: 3 }), gap)
    .map(([some, space]): RandomFilter => {
      const items = some.map(quoted).join(`${space},${space}`);
      return {
        text: `${path} in${space}(${items})`,
        passes: (from) => some.some((value) => same(read(from), value)),
      };
    });
  const begins = fc.tuple(spelled('startsWith'), values, gap).map(
    ([name, value, space]): RandomFilter => ({
      text: `${name}(${space}${path},${space}${quoted(value)})`,
      passes: (from) => lower(from)?.startsWith(value.toLowerCase()) ?? false,
    }),
  );
  return fc.oneof(comparison, list, begins);
}

function endTests(path: string, read: (from: Shown) => unknown): fc.Arbitrary<RandomFilter> {
  const ends = fc.constantFrom('.ORG', '@x.org', 'com', '');
  return ends.map((end) => ({
    text: `endsWith(${path},${quoted(end)})`,
    passes: (from) => {
      const value = read(from);
      return typeof value === 'string' && value.toLowerCase().endsWith(end.toLowerCase());
    },
  }));
}

const flags = fc
  .record({
    name: fc.constantFrom('accountEnabled', 'onPremisesSyncEnabled'),
    value: fc.boolean(),
    isEqual: fc.boolean(),
  })
  .map(
    ({ name, value, isEqual }): RandomFilter => ({
      text: `${name} ${isEqual ? 'eq' : 'ne'} ${value}`,
      passes: (user) => (user[name] === value) === isEqual,
    }),
  );

const nulls = fc
  .record({ name: fc.constantFrom('city', 'mail', 'onPremisesSyncEnabled'), isEqual: fc.boolean() })
  .map(
    ({ name, isEqual }): RandomFilter => ({
      text: `${name} ${isEqual ? 'eq' : 'ne'} null`,
      passes: (user) => (user[name] === null) === isEqual,
    }),
  );

const instants = fc
  .record({ operator: fc.constantFrom('eq', 'ne', 'ge', 'le'), value: instant })
  .map(
    ({ operator, value }): RandomFilter => ({
      text: `employeeHireDate ${operator} ${value}`,
      passes: ({ employeeHireDate }) => {
        const difference =
          employeeHireDate === null ? Number.NaN : Date.parse(employeeHireDate) - Date.parse(value);
        if (operator === 'eq') return difference === 0;
        if (operator === 'ne') return difference !== 0;
        return operator === 'ge' ? difference >= 0 : difference <= 0;
      },
    }),
  );

const counts = fc
  .record({
    name: fc.constantFrom('otherMails', 'assignedPlans'),
    isEqual: fc.boolean(),
    count: fc.nat(2),
  })
  .map(
    ({ name, isEqual, count }): RandomFilter => ({
      text: `${name}/$count ${isEqual ? 'eq' : 'ne'} ${count}`,
      passes: (user) => (user[name].length === count) === isEqual,
    }),
  );

/** Conditions joined and negated, with the parentheses that they need and some that they don't. */
function logic(leaf: fc.Arbitrary<RandomFilter>, depth: number): fc.Arbitrary<RandomFilter> {
  if (depth === 0) return leaf;
  const inner = logic(leaf, depth - 1);
  const joined = fc
    .record({
      parts: fc.array(inner, { minLength: 2, maxLength: 3 }),
      connector: fc.constantFrom('and', 'or', 'AND', 'Or'),
      space: blank,
    })
    .map(
      ({ parts, connector, space }): RandomFilter => ({
        text: parts.map((part) => `(${part.text})`).join(`${space}${connector}${space}`),
        passes: (from) =>
          connector.toLowerCase() === 'and'
            ? parts.every((part) => part.passes(from))
            : parts.some((part) => part.passes(from)),
      }),
    );
  // Without parentheses `and` binds closer than `or`.
  const loose = fc.tuple(leaf, leaf, leaf).map(
    ([first, second, third]): RandomFilter => ({
      text: `${first.text} or ${second.text} and ${third.text}`,
      passes: (from) => first.passes(from) || (second.passes(from) && third.passes(from)),
    }),
  );
  const negated = fc.tuple(inner, fc.constantFrom('not', 'NOT ', 'not not not')).map(
    ([part, not]): RandomFilter => ({
      text: `${not}(${part.text})`,
      passes: (from) => !part.passes(from),
    }),
  );
  return fc.oneof(leaf, joined, loose, negated);
}

const mailLambda = logic(
  fc.oneof(
    textTests('m', (item) => item, mail),
    endTests('m', (item) => item),
  ),
  1,
).map(
  ({ text: body, passes }): RandomFilter => ({
    text: `otherMails/any(m:${body})`,
    passes: (user) => user.otherMails.some(passes),
  }),
);

const planLambda = logic(
  fc.oneof(
    textTests('p/service', (item) => item.service, text),
    textTests('p/capabilityStatus', (item) => item.capabilityStatus, text),
  ),
  1,
).map(
  ({ text: body, passes }): RandomFilter => ({
    text: `assignedPlans/any(p:${body})`,
    passes: (user) => user.assignedPlans.some(passes),
  }),
);

const leaves = fc.oneof(
  ...PLAIN.map((name) => textTests(name, (user) => user[name], text)),
  textTests('mail', ({ mail: address }) => address, mail),
  textTests(
    'onPremisesExtensionAttributes/extensionAttribute2',
    (user) => user.onPremisesExtensionAttributes.extensionAttribute2,
    text,
  ),
  endTests('mail', ({ mail: address }) => address),
  // A key: by it objects are found without reading the list, which must change nothing.
  textTests('userPrincipalName', (user) => user.userPrincipalName, fc.nat(9).map(nameOf)),
  flags,
  nulls,
  instants,
  counts,
  mailLambda,
  planLambda,
);

export const filters = logic(leaves, 2);

/** Clauses that Graph does not answer, each wrong in itself. */
export const refused = fc.constantFrom(
  "contains(displayName,'a')",
  "displayName gt 'a'",
  "displayName lt 'a'",
  "displayName has 'a'",
  "aboutMe eq 'a'",
  "flavour eq 'a'",
  "manager/displayName eq 'a'",
  "directReports/any(d:d/id eq 'a')",
  "otherMails eq 'a'",
  "otherMails/all(m:m eq 'a')",
  "otherMails/any(m:contains(m,'a'))",
  "otherMails/any(m:n eq 'a')",
  "otherMails/any(m:m/x eq 'a')",
  "otherMails/any(m:otherMails/any(n:n eq 'a'))",
  "assignedPlans/any(p:p eq 'a')",
  "assignedPlans/any(p:p/flavour eq 'a')",
  'otherMails/$count gt 1',
  'displayName/$count eq 1',
  'displayName eq 1',
  "accountEnabled eq 'true'",
  'accountEnabled ge true',
  "employeeHireDate eq 'now'",
  'employeeHireDate eq 2026-13-01',
  'displayName eq null eq true',
  'displayName ge null',
  'length(displayName) eq 1',
  "startswith('a',displayName)",
  'displayName eq city',
  "'a' eq 'a'",
  'true',
  "onPremisesExtensionAttributes eq 'a'",
  "onPremisesExtensionAttributes/flavour eq 'a'",
  "displayName/length eq 'a'",
  "constructor eq 'a'",
  "__proto__/any(x:x eq 'a')",
);
