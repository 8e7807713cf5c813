/** The objects of the benchmark: the same for the same seed, spread as in a company (few large departments, many small). */
import type { Attributes } from '../../src/directory/attributes.ts';
import { type Random, seeded } from '../simulation/random.ts';

/** A user or device with Graph's properties. */
export interface BenchObject {
  readonly id: string;
  readonly kind: 'user' | 'device';
  attributes: BenchAttributes;
}

export type BenchAttributes = Attributes & {
  readonly onPremisesExtensionAttributes?: Readonly<Record<string, string>>;
  readonly proxyAddresses?: readonly string[];
  readonly physicalIds?: readonly string[];
  readonly assignedPlans?: readonly {
    readonly service: string;
    readonly servicePlanId: string;
    readonly capabilityStatus: string;
    readonly assignedDateTime: string;
  }[];
};

export const DEPARTMENTS = 200;
export const CITIES = 300;
export const COUNTRIES = 60;
export const TITLES = 400;
export const CENTERS = 500;
export const LEVELS = ['Junior', 'Senior', 'Lead', 'Chief', 'Associate'];
export const DOMAINS = ['contoso.com', 'fabrikam.com', 'litware.com', 'tailspin.com'];
export const SERVICES = ['exchange', 'SharePoint', 'PowerBI', 'TeamspaceAPI', 'SCO'];
export const SYSTEMS = ['Windows', 'iPhone', 'AndroidForWork', 'MacMDM'];

const DAY = 86_400_000;

/** Half of the users are `even`: what the rule edit of 50,000 members moves. */
function halfOf(index: number): string {
  return index % 2 === 0 ? 'even' : 'odd';
}

/** Users, then devices. `now` places the days of hire around the present. */
export function makeObjects(
  counts: { readonly users: number; readonly devices: number },
  now: Date,
): BenchObject[] {
  const random = seeded(2026);
  const users = Array.from({ length: counts.users }, (_, index) => userOf(random, index, now));
  const devices = Array.from({ length: counts.devices }, (_, index) => deviceOf(random, index));
  return [...users, ...devices];
}

/** A number below `end`, small ones far more often: the few largest hold most. */
export function skewed(random: Random, end: number): number {
  const drawn = random.below(1_000_000) / 1_000_000;
  return Math.min(end - 1, Math.floor(end ** drawn) - 1);
}

function userOf(random: Random, index: number, now: Date): BenchObject {
  const name = `user${index}`;
  const country = skewed(random, COUNTRIES);
  const hired = now.getTime() - (random.below(4_000) - 60) * DAY;
  return {
    id: guidOf(1, index),
    kind: 'user',
    attributes: {
      displayName: `Person Number ${index}`,
      givenName: 'Person',
      surname: `Number ${index}`,
      userPrincipalName: `${name}@contoso.com`,
      mail: `${name}@contoso.com`,
      mailNickname: name,
      accountEnabled: !random.chance(0.08),
      userType: random.chance(0.1) ? 'Guest' : 'Member',
      department: `Department ${skewed(random, DEPARTMENTS)}`,
      jobTitle: `${random.pick(LEVELS)} Expert ${skewed(random, TITLES)}`,
      city: `City ${skewed(random, CITIES)}`,
      country: `Country ${country}`,
      usageLocation: `L${country}`,
      companyName: `Company ${skewed(random, 20)}`,
      officeLocation: `Building ${random.below(50)}/${random.below(9)}`,
      employeeId: String(1_000_000 + index),
      employeeHireDate: `${new Date(hired).toISOString().slice(0, 10)}T12:00:00.000Z`,
      preferredLanguage: 'en-US',
      proxyAddresses: DOMAINS.filter(() => random.chance(0.4)).map((domain) => {
        return `smtp:${name}@${domain}`;
      }),
      assignedPlans: SERVICES.filter(() => random.chance(0.5)).map((service, at) => ({
        service,
        servicePlanId: guidOf(9, at),
        capabilityStatus: random.chance(0.9) ? 'Enabled' : 'Suspended',
        assignedDateTime: '2026-01-15T08:00:00.000Z',
      })),
      onPremisesExtensionAttributes: {
        extensionAttribute1: `CC-${1_000 + skewed(random, CENTERS)}`,
        extensionAttribute2: `Level ${random.below(8)}`,
        extensionAttribute3: `Site ${skewed(random, 100)}`,
        extensionAttribute14: halfOf(index),
      },
    },
  };
}

function deviceOf(random: Random, index: number): BenchObject {
  return {
    id: guidOf(2, index),
    kind: 'device',
    attributes: {
      displayName: `DEVICE-${index}`,
      deviceId: guidOf(3, index),
      accountEnabled: true,
      operatingSystem: random.pick(SYSTEMS),
      operatingSystemVersion: `10.0.${random.pick(['19045', '22631', '26100'])}.${random.below(4_000)}`,
      manufacturer: random.pick(['Contoso', 'Fabrikam']),
      physicalIds: [`[OrderID]:Order-${skewed(random, 40)}`],
    },
  };
}

function guidOf(kind: number, index: number): string {
  return `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}
