/**
 * Users. Default set: graph-spec.md 7 (11 properties). Beyond Graph, what it fills by itself (assignedPlans,
 * proxyAddresses, imAddresses, onPremises…) is writable here: a directory of one's own takes it from its own sync
 * (design.md 11). An `id` may be given at creation, so that an import keeps the ids of the directory it comes from; Graph
 * itself refuses that.
 */
import { type Property, properties, type ResourceType } from './property.ts';
import {
  alwaysThere,
  complex,
  complexList,
  flag,
  guid,
  instant,
  name,
  principalName,
  text,
  texts,
  userNickname,
  type ValueType,
} from './value-types.ts';

const shown = { shown: 'always', written: 'optional' } as const;
/** Known to Graph and not kept here: a script that selects them goes on. */
const unsupported = { shown: 'selected', written: 'unsupported' } as const;
const selected = { shown: 'selected', written: 'optional' } as const;

/** `extensionAttribute1` to `15`, as users and devices have them. */
export const EXTENSION_ATTRIBUTE_NAMES: readonly string[] = Array.from(
  { length: 15 },
  (_, index) => `extensionAttribute${index + 1}`,
);

export const EXTENSION_ATTRIBUTES: ValueType = alwaysThere(
  complex(Object.fromEntries(EXTENSION_ATTRIBUTE_NAMES.map((part) => [part, text()]))),
);

const assignedPlans = complexList({
  assignedDateTime: instant,
  capabilityStatus: text(),
  service: text(),
  servicePlanId: text(),
});

const employeeOrgData = complex({ costCenter: text(), division: text() });

/** The password is required by Graph and never kept. */
const passwordProfile = complex({
  password: text(256),
  forceChangePasswordNextSignIn: flag,
  forceChangePasswordNextSignInWithMfa: flag,
});

const shownByDefault: readonly Property[] = [
  { name: 'businessPhones', type: texts, ...shown },
  { name: 'displayName', type: name(256), shown: 'always', written: 'required' },
  ...properties({ type: text(64), ...shown }, ['givenName']),
  ...properties({ type: text(128), ...shown }, ['jobTitle']),
  ...properties({ type: text(), ...shown }, [
    'mail',
    'mobilePhone',
    'officeLocation',
    'preferredLanguage',
    'surname',
  ]),
  { name: 'userPrincipalName', type: principalName, shown: 'always', written: 'required' },
  { name: 'id', type: guid, shown: 'always', written: 'creation' },
];

export const USER: ResourceType = {
  name: 'User',
  graphType: 'microsoft.graph.user',
  properties: [
    ...shownByDefault,
    { name: 'accountEnabled', type: flag, shown: 'selected', written: 'required' },
    { name: 'mailNickname', type: userNickname, shown: 'selected', written: 'required' },
    { name: 'passwordProfile', type: passwordProfile, shown: 'selected', written: 'required' },
    { name: 'assignedPlans', type: assignedPlans, ...selected },
    { name: 'onPremisesExtensionAttributes', type: EXTENSION_ATTRIBUTES, ...selected },
    { name: 'onPremisesSyncEnabled', type: flag, ...selected },
    { name: 'onPremisesDistinguishedName', type: text(2_048), ...selected },
    ...properties({ type: instant, ...selected }, [
      'employeeHireDate',
      'employeeLeaveDateTime',
      'onPremisesLastSyncDateTime',
    ]),
    ...properties({ type: texts, ...selected }, ['imAddresses', 'otherMails', 'proxyAddresses']),
    ...properties({ type: text(), ...selected }, [
      'ageGroup',
      'city',
      'companyName',
      'consentProvidedForMinor',
      'country',
      'creationType',
      'department',
      'employeeId',
      'employeeType',
      'externalUserState',
      'faxNumber',
      'onPremisesDomainName',
      'onPremisesImmutableId',
      'onPremisesSamAccountName',
      'onPremisesSecurityIdentifier',
      'onPremisesUserPrincipalName',
      'passwordPolicies',
      'postalCode',
      'preferredDataLocation',
      'state',
      'streetAddress',
      'usageLocation',
      'userType',
    ]),
    { name: 'showInAddressList', type: flag, ...selected },
    ...properties({ type: instant, shown: 'selected', written: 'no' }, [
      'createdDateTime',
      'deletedDateTime',
    ]),
    { name: 'employeeOrgData', type: employeeOrgData, ...selected },
    ...properties({ type: texts, ...unsupported }, [
      'assignedLicenses',
      'identities',
      'infoCatalogs',
      'interests',
      'licenseAssignmentStates',
      'onPremisesProvisioningErrors',
      'pastProjects',
      'provisionedPlans',
      'responsibilities',
      'schools',
      'serviceProvisioningErrors',
      'skills',
    ]),
    ...properties({ type: text(), ...unsupported }, [
      'aboutMe',
      'authorizationInfo',
      'birthday',
      'customSecurityAttributes',
      'externalUserStateChangeDateTime',
      'hireDate',
      'isManagementRestricted',
      'isResourceAccount',
      'lastPasswordChangeDateTime',
      'legalAgeGroupClassification',
      'mailboxSettings',
      'mySite',
      'preferredName',
      'refreshTokensValidFromDateTime',
      'securityIdentifier',
      'signInActivity',
      'signInSessionsValidFromDateTime',
    ]),
  ],
};
