/** Rules of the simulated groups, each with what it means written out by hand: the oracle knows nothing of the engine. */
import type { ObjectRow } from '../../src/directory/object-row.ts';

export interface PooledRule {
  readonly text: string;
  readonly kind: 'user' | 'device';
  readonly means: (object: Pick<ObjectRow, 'id' | 'attributes'>, now: Date) => boolean;
  /** Whether time alone can change it. */
  readonly usesClock: boolean;
}

/** Somebody's manager in the rules of direct reports. */
export const MANAGER = '00000000-0000-4000-8000-00000000a11a';

const HOUR = 3_600_000;

const text = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : '');
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(text) : []);
const instant = (value: unknown) => (typeof value === 'string' ? Date.parse(value) : Number.NaN);

function user(rule: string, means: PooledRule['means']): PooledRule {
  return { text: rule, kind: 'user', means, usesClock: false };
}

function device(rule: string, means: PooledRule['means']): PooledRule {
  return { text: rule, kind: 'device', means, usesClock: false };
}

function clock(rule: string, means: PooledRule['means']): PooledRule {
  return { text: rule, kind: 'user', means, usesClock: true };
}

/** Few attributes, so that rules, changes and one another meet. */
export const RULES: readonly PooledRule[] = [
  user('user.department -eq "A"', ({ attributes: { department } }) => text(department) === 'a'),
  user('user.department -ne "A"', ({ attributes: { department } }) => text(department) !== 'a'),
  user(
    'user.department -eq "A" -and user.city -eq "X"',
    ({ attributes: { department, city } }) => text(department) === 'a' && text(city) === 'x',
  ),
  user(
    'user.city -eq "X" -or user.department -in ["B","C"]',
    ({ attributes: { department, city } }) =>
      text(city) === 'x' || ['b', 'c'].includes(text(department)),
  ),
  user(
    '-not (user.city -startsWith "Y")',
    ({ attributes: { city } }) => !text(city).startsWith('y'),
  ),
  user('user.displayName -ne null', ({ attributes: { displayName } }) => text(displayName) !== ''),
  clock(
    'user.employeeHireDate -le system.now',
    ({ attributes: { employeeHireDate } }, now) => instant(employeeHireDate) <= now.getTime(),
  ),
];

/** Rules beyond those, for scenarios and histories with more of everything. */
const MORE_RULES: readonly PooledRule[] = [
  clock(
    'user.employeeHireDate -ge system.now -minus PT1H -and user.department -ne "C"',
    ({ attributes: { employeeHireDate, department } }, now) =>
      instant(employeeHireDate) >= now.getTime() - HOUR && text(department) !== 'c',
  ),
  clock(
    'user.city -eq "X" -or user.employeeHireDate -le system.now -plus PT1H',
    ({ attributes: { employeeHireDate, city } }, now) =>
      text(city) === 'x' || instant(employeeHireDate) <= now.getTime() + HOUR,
  ),
  user(
    `Direct Reports for "${MANAGER}"`,
    ({ attributes: { manager } }) => text(manager) === MANAGER,
  ),
  user(
    'user.accountEnabled -eq true',
    ({ attributes: { accountEnabled } }) => accountEnabled === true,
  ),
  user('user.otherMails -any (_ -endsWith "@fabrikam.com")', ({ attributes: { otherMails } }) =>
    texts(otherMails).some((mail) => mail.endsWith('@fabrikam.com')),
  ),
  user(
    'user.extensionAttribute1 -match "^CC-6"',
    ({ attributes: { onPremisesExtensionAttributes: own } }) =>
      text(Reflect.get(Object(own), 'extensionAttribute1')).startsWith('cc-6'),
  ),
  user('user.country -eq "BR"', ({ attributes: { country } }) => text(country) === 'br'),
  user('user.country -ne "BR"', ({ attributes: { country } }) => text(country) !== 'br'),
  user(
    'user.jobTitle -contains "lead" -and user.department -ne null',
    ({ attributes: { jobTitle, department } }) =>
      text(jobTitle).includes('lead') && text(department) !== '',
  ),
  device(
    'device.deviceOSType -eq "Windows"',
    ({ attributes: { operatingSystem } }) => text(operatingSystem) === 'windows',
  ),
  device(
    'device.displayName -notStartsWith "kiosk" -and device.deviceOwnership -eq "Company"',
    ({ attributes: { displayName, deviceOwnership } }) =>
      !text(displayName).startsWith('kiosk') && text(deviceOwnership) === 'company',
  ),
];

export const ALL_RULES: readonly PooledRule[] = [...RULES, ...MORE_RULES];

const BY_TEXT: ReadonlyMap<string, PooledRule> = new Map(
  ALL_RULES.map((rule) => [rule.text, rule]),
);

/** The rule of a text; undefined for a memberOf rule, and for null. */
export function pooled(text: string | null): PooledRule | undefined {
  return BY_TEXT.get(text ?? '');
}

export function memberOfRule(groupIds: readonly string[]): string {
  return `user.memberOf -any (group.objectId -in [${groupIds.map((id) => `"${id}"`).join(',')}])`;
}
