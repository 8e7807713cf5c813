/**
 * Who belongs to each group of the sample directory, worked out by hand-written predicates over the lines of its files:
 * an oracle that shares nothing with the rule language, the engine or the mapping of names.
 */
import { readFileSync } from 'node:fs';

/** A line of a sample file. The files are part of the project, so their shape is taken as given. */
interface SampleLine {
  readonly type: 'user' | 'device' | 'group';
  readonly id: string;
  readonly displayName: string;
  readonly [name: string]: unknown;
}

interface SampleUser extends SampleLine {
  readonly userPrincipalName: string;
  readonly accountEnabled: boolean;
  readonly userType: string;
  readonly department?: string;
  readonly usageLocation?: string;
  readonly jobTitle?: string;
  readonly manager?: string;
  readonly employeeHireDate?: string;
  readonly proxyAddresses?: readonly string[];
  readonly assignedPlans?: readonly {
    readonly service: string;
    readonly capabilityStatus: string;
  }[];
  readonly onPremisesExtensionAttributes?: { readonly extensionAttribute1?: string };
}

interface SampleDevice extends SampleLine {
  readonly operatingSystem: string;
  readonly operatingSystemVersion: string;
  readonly physicalIds: readonly string[];
}

interface SampleGroup extends SampleLine {
  readonly mailNickname: string;
  readonly groupTypes: readonly string[];
  readonly membershipRule?: string;
  readonly membershipRuleProcessingState?: string;
  readonly members?: readonly string[];
}

export interface SampleDirectory {
  readonly users: readonly SampleUser[];
  readonly devices: readonly SampleDevice[];
  readonly groups: readonly SampleGroup[];
}

/** What an expectation may look at besides the object itself. */
interface Setting {
  readonly now: Date;
  readonly directorOfSales: string;
  readonly responders: ReadonlySet<string>;
}

type Belongs<Line> = (line: Line, setting: Setting) => boolean;

const DAY_MS = 86_400_000;

const USER_GROUPS: Readonly<Record<string, Belongs<SampleUser>>> = {
  Sales: (user) => isOneOf(user.department, ['sales']),
  'Sales and Marketing, Americas': (user) =>
    isOneOf(user.department, ['sales', 'marketing']) &&
    isOneOf(user.usageLocation, ['us', 'br', 'mx']),
  'All employees': (user) =>
    user.userType !== 'Guest' && user.accountEnabled && !user.userPrincipalName.includes('svc-'),
  'Engineers and architects': (user) =>
    ['engineer', 'architect'].some((word) => user.jobTitle?.toLowerCase().endsWith(word)),
  'Sales managers': (user, { directorOfSales }) => user.manager === directorOfSales,
  'New colleagues': (user, { now }) =>
    user.employeeHireDate !== undefined &&
    Date.parse(user.employeeHireDate) >= now.getTime() - 30 * DAY_MS,
  'Accounts without department': (user) =>
    user.department === undefined && user.userType !== 'Guest',
  'Paid by Operations': (user) =>
    user.onPremisesExtensionAttributes?.extensionAttribute1?.startsWith('CC-62') ?? false,
  'Former Litware': (user) =>
    user.proxyAddresses?.some((address) => address.endsWith('@litwareinc.com')) ?? false,
  'Power BI users': (user) =>
    user.assignedPlans?.some(
      (plan) => plan.service === 'PowerBI' && plan.capabilityStatus === 'Enabled',
    ) ?? false,
  'Incident notifications': (user, { responders }) => responders.has(user.id),
};

const DEVICE_GROUPS: Readonly<Record<string, Belongs<SampleDevice>>> = {
  'Windows 10 devices': (device) =>
    device.operatingSystem === 'Windows' && device.operatingSystemVersion.startsWith('10.0.1'),
  'Retail kiosks': (device) => device.physicalIds.includes('[OrderID]:Retail-Kiosk'),
};

/** The sample directory as its files have it. */
export function readSampleDirectory(): SampleDirectory {
  return {
    users: readLines<SampleUser>('users'),
    devices: readLines<SampleDevice>('devices'),
    groups: readLines<SampleGroup>('groups'),
  };
}

/**
 * The ids of the members each sample group should have at this instant, by the group's display name, whatever its
 * processing state: a paused group gets them only once it is resumed.
 */
export function expectedMembers(now: Date): ReadonlyMap<string, ReadonlySet<string>> {
  const { users, devices, groups } = readSampleDirectory();
  const assigned = groups.find((group) => group.members !== undefined);
  const responders = new Set(assigned?.members);
  const directorOfSales =
    users.find((user) => user.jobTitle === 'Director of Sales')?.userPrincipalName ?? '';
  const setting = { now, directorOfSales, responders };
  const result = new Map<string, ReadonlySet<string>>();
  if (assigned !== undefined) result.set(assigned.displayName, responders);
  for (const [name, belongs] of Object.entries(USER_GROUPS)) {
    result.set(
      name,
      idsOf(users, (user) => belongs(user, setting)),
    );
  }
  for (const [name, belongs] of Object.entries(DEVICE_GROUPS)) {
    result.set(
      name,
      idsOf(devices, (device) => belongs(device, setting)),
    );
  }
  return result;
}

function readLines<Line>(name: string): readonly Line[] {
  const file = new URL(`../../examples/contoso/${name}.ndjson`, import.meta.url);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line): Line => JSON.parse(line));
}

function idsOf<Line extends SampleLine>(
  lines: readonly Line[],
  belongs: (line: Line) => boolean,
): ReadonlySet<string> {
  return new Set(lines.filter(belongs).map((line) => line.id));
}

/** Whether a text is one of some texts in small letters, whatever its own letters are. */
function isOneOf(text: string | undefined, texts: readonly string[]): boolean {
  return text !== undefined && texts.includes(text.toLowerCase());
}
