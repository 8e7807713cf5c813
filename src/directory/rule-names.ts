/**
 * The one table of names: how a property is called in a rule, under which name Microsoft Graph keeps it, and how its value
 * is read from there (design.md 10, rules-spec.md 5).
 */
import type { RuleScope } from './rule-object.ts';

/**
 * How a value is read: text as it is (instants too, as ISO text), true or false, a list of text, the first entry of a list
 * of text, or a list of service plans.
 */
export type Reading = 'text' | 'flag' | 'texts' | 'first-text' | 'plans';

/** One property under both its names. */
export interface RuleProperty {
  /** The name in a rule, without `user.` or `device.`, in the spelling of rules-spec.md 5. */
  readonly rule: string;
  /** The name in Graph: of the attribute itself, or inside `container`. */
  readonly graph: string;
  /** The Graph attribute the value is nested in; null when it stands at the top level. */
  readonly container: string | null;
  readonly reading: Reading;
}

const CONTAINERS = {
  user: 'onPremisesExtensionAttributes',
  device: 'extensionAttributes',
} as const;

/** `manager` is what `Direct Reports for "…"` looks at; a rule cannot name it (rules-spec.md 5, "Not supported"). */
const PROPERTIES: Readonly<Record<RuleScope, readonly RuleProperty[]>> = {
  user: [
    ...sameName('flag', ['accountEnabled']),
    ...otherName('flag', { dirSyncEnabled: 'onPremisesSyncEnabled' }),
    ...sameName('text', ['employeeHireDate', 'city', 'companyName', 'country', 'department']),
    ...sameName('text', ['displayName', 'employeeId', 'givenName', 'jobTitle', 'mail', 'manager']),
    ...sameName('text', ['onPremisesDistinguishedName', 'onPremisesSecurityIdentifier']),
    ...sameName('text', ['passwordPolicies', 'postalCode', 'preferredLanguage', 'state']),
    ...sameName('text', ['streetAddress', 'surname', 'usageLocation', 'userPrincipalName']),
    ...sameName('text', ['userType']),
    ...otherName('text', {
      objectId: 'id',
      facsimileTelephoneNumber: 'faxNumber',
      mailNickName: 'mailNickname',
      mobile: 'mobilePhone',
      physicalDeliveryOfficeName: 'officeLocation',
    }),
    ...otherName('first-text', {
      sipProxyAddress: 'imAddresses',
      telephoneNumber: 'businessPhones',
    }),
    ...sameName('texts', ['otherMails', 'proxyAddresses', 'memberOf']),
    ...sameName('plans', ['assignedPlans']),
    ...extensionAttributes(CONTAINERS.user),
  ],
  device: [
    ...sameName('flag', ['accountEnabled', 'isRooted']),
    ...sameName('text', ['deviceCategory', 'deviceId', 'deviceOwnership', 'displayName']),
    ...sameName('text', ['enrollmentProfileName', 'managementType', 'profileType']),
    ...otherName('text', {
      objectId: 'id',
      deviceManagementAppId: 'mdmAppId',
      deviceManufacturer: 'manufacturer',
      deviceModel: 'model',
      deviceOSType: 'operatingSystem',
      deviceOSVersion: 'operatingSystemVersion',
      deviceTrustType: 'trustType',
    }),
    ...sameName('texts', ['systemLabels', 'memberOf']),
    ...otherName('texts', { devicePhysicalIds: 'physicalIds' }),
    ...extensionAttributes(CONTAINERS.device),
  ],
};

const BY_RULE_NAME = { user: byRuleName('user'), device: byRuleName('device') };
const BY_GRAPH_NAME = { user: byGraphName('user'), device: byGraphName('device') };

/** Every property of a kind, registered extension properties excepted: those bear the same name on both sides. */
export function rulePropertiesOf(kind: RuleScope): readonly RuleProperty[] {
  return PROPERTIES[kind];
}

/**
 * Where Graph keeps what a rule calls `name` (any letter case), a nested attribute as `container.name`; undefined for a
 * name that no rule of this kind has. An extension property comes back in lower case.
 */
export function graphNameOf(kind: RuleScope, name: string): string | undefined {
  const lowerCased = name.toLowerCase();
  const property = BY_RULE_NAME[kind].get(lowerCased);
  if (property !== undefined) return pathOf(property);
  return kind === 'user' && isExtensionName(name) ? lowerCased : undefined;
}

/**
 * What a rule calls the Graph attribute `name` (any letter case; nested ones as `container.name`); undefined for one that
 * rules of this kind cannot see. An extension property comes back in lower case.
 */
export function ruleNameOf(kind: RuleScope, name: string): string | undefined {
  const lowerCased = name.toLowerCase();
  const property = BY_GRAPH_NAME[kind].get(lowerCased);
  if (property !== undefined) return property.rule;
  return kind === 'user' && isExtensionName(name) ? lowerCased : undefined;
}

/**
 * Whether this is the name of a registered extension property: `extension_`, the application id as 32 hexadecimal digits,
 * `_`, a name (rules-spec.md 5.1).
 */
export function isExtensionName(name: string): boolean {
  return /^extension_[0-9a-f]{32}_\w+$/i.test(name);
}

function sameName(reading: Reading, names: readonly string[]): readonly RuleProperty[] {
  return names.map((name) => ({ rule: name, graph: name, container: null, reading }));
}

function otherName(
  reading: Reading,
  names: Readonly<Record<string, string>>,
): readonly RuleProperty[] {
  return Object.entries(names).map(([rule, graph]) => ({ rule, graph, container: null, reading }));
}

function extensionAttributes(container: string): readonly RuleProperty[] {
  return Array.from({ length: 15 }, (_, index) => {
    const name = `extensionAttribute${index + 1}`;
    return { rule: name, graph: name, container, reading: 'text' };
  });
}

function byRuleName(kind: RuleScope): ReadonlyMap<string, RuleProperty> {
  return new Map(PROPERTIES[kind].map((property) => [property.rule.toLowerCase(), property]));
}

function byGraphName(kind: RuleScope): ReadonlyMap<string, RuleProperty> {
  return new Map(PROPERTIES[kind].map((property) => [pathOf(property).toLowerCase(), property]));
}

function pathOf(property: RuleProperty): string {
  return property.container === null ? property.graph : `${property.container}.${property.graph}`;
}
