/** Names that people bring from elsewhere, and what they are called here (rules-spec.md 10); keys in lower case. */
import type { RuleScope } from '../directory/rule-object.ts';

/** Graph's and other names of properties. */
export const PROPERTY_ALIASES: Readonly<Record<RuleScope, ReadonlyMap<string, string>>> = {
  user: new Map([
    ['title', 'jobTitle'],
    ['email', 'mail'],
    ['upn', 'userPrincipalName'],
    ['firstname', 'givenName'],
    ['lastname', 'surname'],
    ['company', 'companyName'],
    ['officelocation', 'physicalDeliveryOfficeName'],
    ['businessphones', 'telephoneNumber'],
    ['mobilephone', 'mobile'],
    ['faxnumber', 'facsimileTelephoneNumber'],
    ['zipcode', 'postalCode'],
    ['id', 'objectId'],
    ['onpremisessyncenabled', 'dirSyncEnabled'],
    ['imaddresses', 'sipProxyAddress'],
    ['assignedlicenses', 'assignedPlans'],
  ]),
  device: new Map([
    ['id', 'objectId'],
    ['operatingsystem', 'deviceOSType'],
    ['operatingsystemversion', 'deviceOSVersion'],
    ['osversion', 'deviceOSVersion'],
    ['manufacturer', 'deviceManufacturer'],
    ['model', 'deviceModel'],
    ['trusttype', 'deviceTrustType'],
    ['ownership', 'deviceOwnership'],
    ['physicalids', 'devicePhysicalIds'],
    ['mdmappid', 'deviceManagementAppId'],
  ]),
};

/** Operators of other languages, without a dash. */
export const OPERATOR_ALIASES: ReadonlyMap<string, string> = new Map([
  ...aliasesFor('-eq', ['=', '==', 'equals', 'is']),
  ...aliasesFor('-ne', ['!=', '<>', 'notequals', 'noteq']),
  ...aliasesFor('-le', ['<', '<=', 'lt', 'lte']),
  ...aliasesFor('-ge', ['>', '>=', 'gt', 'gte']),
  ...aliasesFor('-match', ['like']),
  ...aliasesFor('-notMatch', ['notlike']),
  ...aliasesFor('-contains', ['includes']),
  ...aliasesFor('-startsWith', ['beginswith']),
  ...aliasesFor('-and', ['&', '&&']),
  ...aliasesFor('-or', ['|', '||']),
  ...aliasesFor('-not', ['!']),
]);

function aliasesFor(
  operator: string,
  names: readonly string[],
): readonly (readonly [string, string])[] {
  return names.map((name) => [name, operator]);
}
