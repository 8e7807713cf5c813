/** The properties a rule can name, as data (rules-spec.md 5). */
import type { RuleScope } from '../directory/rule-object.ts';

/**
 * rules-spec.md 5: T `text`, B `flag`, D `instant`, C `texts` (a collection), P `plans`, G `groups`.
 */
export type PropertyType = 'text' | 'flag' | 'instant' | 'texts' | 'plans' | 'groups';

/** A property of users or devices, or a part of a service plan. */
export interface Property {
  /** In the spelling of rules-spec.md 5, without `user.`; extension names as they were asked for. */
  readonly name: string;
  readonly type: PropertyType;
  /** The values the directory is known to hold; another one is worth a warning, never an error (D30). */
  readonly knownValues?: readonly string[];
  /** Whether values are object ids, as GUID text. */
  readonly isId?: true;
}

const MANAGEMENT_APPS = [
  '0000000a-0000-0000-c000-000000000000',
  '54b943f8-d761-4f8d-951e-9cea1846db5a',
];

const PASSWORD_POLICIES = [
  'None',
  'DisableStrongPassword',
  'DisablePasswordExpiration',
  'DisablePasswordExpiration, DisableStrongPassword',
];

const EXTENSION_ATTRIBUTES = Array.from({ length: 15 }, (_, index) =>
  text(`extensionAttribute${index + 1}`),
);

const USER_TEXTS = [
  'city',
  'companyName',
  'country',
  'department',
  'displayName',
  'employeeId',
  'facsimileTelephoneNumber',
  'givenName',
  'jobTitle',
  'mail',
  'mailNickName',
  'mobile',
  'onPremisesDistinguishedName',
  'onPremisesSecurityIdentifier',
  'physicalDeliveryOfficeName',
  'postalCode',
  'sipProxyAddress',
  'preferredLanguage',
  'state',
  'streetAddress',
  'surname',
  'telephoneNumber',
  'usageLocation',
  'userPrincipalName',
];

const DEVICE_TEXTS = [
  'deviceCategory',
  'deviceManufacturer',
  'deviceModel',
  'displayName',
  'deviceOSType',
  'deviceOSVersion',
  'enrollmentProfileName',
];

const PROPERTIES: Readonly<Record<RuleScope, readonly Property[]>> = {
  user: [
    { name: 'accountEnabled', type: 'flag' },
    { name: 'dirSyncEnabled', type: 'flag' },
    { name: 'employeeHireDate', type: 'instant' },
    ...USER_TEXTS.map((name) => text(name)),
    { ...text('objectId'), isId: true },
    text('passwordPolicies', PASSWORD_POLICIES),
    text('userType', ['Member', 'Guest']),
    ...EXTENSION_ATTRIBUTES,
    { name: 'otherMails', type: 'texts' },
    { name: 'proxyAddresses', type: 'texts' },
    { name: 'assignedPlans', type: 'plans' },
    { name: 'memberOf', type: 'groups' },
  ],
  device: [
    { name: 'accountEnabled', type: 'flag' },
    { name: 'isRooted', type: 'flag' },
    ...DEVICE_TEXTS.map((name) => text(name)),
    { ...text('deviceId'), isId: true },
    { ...text('objectId'), isId: true },
    text('deviceManagementAppId', MANAGEMENT_APPS),
    text('deviceOwnership', ['Personal', 'Company', 'Unknown']),
    text('deviceTrustType', ['AzureAD', 'ServerAD', 'Workplace']),
    text('managementType', ['MDM']),
    text('profileType', ['RegisteredDevice', 'SecureVM', 'Printer', 'Shared', 'IoT']),
    ...EXTENSION_ATTRIBUTES,
    { name: 'devicePhysicalIds', type: 'texts' },
    { name: 'systemLabels', type: 'texts' },
    { name: 'memberOf', type: 'groups' },
  ],
};

const PLAN_STATES = ['Enabled', 'Warning', 'Suspended', 'Deleted', 'LockedOut'];

const PLAN_PARTS: readonly Property[] = [
  { ...text('servicePlanId'), isId: true },
  text('service'),
  text('capabilityStatus', PLAN_STATES),
];

const BY_NAME: Readonly<Record<RuleScope, ReadonlyMap<string, Property>>> = {
  user: byLowerCase(PROPERTIES.user),
  device: byLowerCase(PROPERTIES.device),
};

const PART_BY_NAME = byLowerCase(PLAN_PARTS);

const EXTENSION_NAME = /^extension_[0-9a-f]{32}_[A-Za-z0-9_]+$/i;

/** Every listed property of a kind of object; extension properties are not among them. */
export function propertiesOf(scope: RuleScope): readonly Property[] {
  return PROPERTIES[scope];
}

/** The parts of a service plan, as `assignedPlan.` names them. */
export function planParts(): readonly Property[] {
  return PLAN_PARTS;
}

/** The property of this name in any letter case; undefined when rules of this kind have none. */
export function findProperty(scope: RuleScope, name: string): Property | undefined {
  const listed = BY_NAME[scope].get(name.toLowerCase());
  if (listed !== undefined) return listed;
  return scope === 'user' && isExtensionName(name) ? text(name) : undefined;
}

/** The part of a service plan of this name in any letter case. */
export function findPlanPart(name: string): Property | undefined {
  return PART_BY_NAME.get(name.toLowerCase());
}

/** Whether this is `extension_`, 32 hexadecimal digits, `_` and a name (rules-spec.md 5.1), in any letter case. */
export function isExtensionName(name: string): boolean {
  return EXTENSION_NAME.test(name);
}

function text(name: string, knownValues?: readonly string[]): Property {
  return { name, type: 'text', ...(knownValues && { knownValues }) };
}

function byLowerCase(properties: readonly Property[]): ReadonlyMap<string, Property> {
  return new Map(properties.map((property) => [property.name.toLowerCase(), property]));
}
