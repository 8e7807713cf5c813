/**
 * People and rules over them, each rule beside a predicate written by hand: who belongs, worked out apart from the rule
 * language and the engine.
 */

export interface Person {
  readonly department: string | null;
  readonly city: string | null;
  readonly jobTitle: string | null;
  readonly accountEnabled: boolean;
  readonly costCenter: string | null;
  readonly addresses: readonly string[];
}

export interface PlainRule {
  readonly rule: string;
  readonly belongs: (person: Person) => boolean;
}

const DEPARTMENTS = ['Sales', 'Legal', 'Finance', 'Research', null];
const CITIES = ['Bonn', 'Lima', 'Oslo', 'Quito', null];
const TITLES = ['Senior Clerk', 'Senior Buyer', 'Clerk', 'Buyer', null];
const CENTERS = ['CC-100', 'CC-101', 'CC-200', null];
const DOMAINS = ['contoso.com', 'fabrikam.com', 'litware.com'];

export const PLAIN_RULES: readonly PlainRule[] = [
  { rule: 'user.department -eq "Sales"', belongs: ({ department }) => department === 'Sales' },
  {
    rule: 'user.department -in ["legal","finance"]',
    belongs: ({ department }) => department === 'Legal' || department === 'Finance',
  },
  {
    rule: 'user.jobTitle -startsWith "senior"',
    belongs: ({ jobTitle }) => jobTitle?.startsWith('Senior') ?? false,
  },
  {
    rule: 'user.city -eq "Bonn" -and user.accountEnabled -eq true',
    belongs: ({ city, accountEnabled }) => city === 'Bonn' && accountEnabled,
  },
  {
    rule: 'user.city -eq "Lima" -or (user.department -eq "Research" -and user.city -ne "Oslo")',
    belongs: ({ city, department }) =>
      city === 'Lima' || (department === 'Research' && city !== 'Oslo'),
  },
  {
    rule: 'user.extensionAttribute1 -startsWith "CC-1"',
    belongs: ({ costCenter }) => costCenter?.startsWith('CC-1') ?? false,
  },
  { rule: 'user.department -eq null', belongs: ({ department }) => department === null },
  { rule: 'user.accountEnabled -eq false', belongs: ({ accountEnabled }) => !accountEnabled },
  {
    rule: 'user.proxyAddresses -any (_ -endsWith "@litware.com")',
    belongs: ({ addresses }) => addresses.some((address) => address.endsWith('@litware.com')),
  },
  {
    rule: 'user.jobTitle -notIn ["Clerk","Buyer"] -and user.city -in ["Oslo","Quito"]',
    belongs: ({ jobTitle, city }) =>
      jobTitle !== 'Clerk' && jobTitle !== 'Buyer' && (city === 'Oslo' || city === 'Quito'),
  },
];

/** Somebody, by chance; `draw` gives a whole number below its argument. */
export function drawPerson(draw: (below: number) => number): Person {
  const one = <T>(items: readonly T[]): T => items[draw(items.length)] as T;
  return {
    department: one(DEPARTMENTS),
    city: one(CITIES),
    jobTitle: one(TITLES),
    accountEnabled: draw(4) > 0,
    costCenter: one(CENTERS),
    addresses: DOMAINS.filter(() => draw(2) === 0).map((domain) => `smtp:somebody@${domain}`),
  };
}

/** The person's properties as a request sets them; null clears. */
export function propertiesOf(person: Person): Readonly<Record<string, unknown>> {
  const { department, city, jobTitle, accountEnabled, costCenter, addresses } = person;
  return {
    department,
    city,
    jobTitle,
    accountEnabled,
    onPremisesExtensionAttributes: { extensionAttribute1: costCenter },
    proxyAddresses: addresses,
  };
}
