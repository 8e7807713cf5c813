/** Groups: the properties of graph-spec.md 4.1. An `id` may be given at creation, which Graph itself refuses. */
import { properties, type ResourceType } from './property.ts';
import {
  alwaysThere,
  complex,
  flag,
  guid,
  instant,
  mailNickname,
  name,
  ruleText,
  text,
  texts,
  wholeNumber,
  word,
  words,
} from './value-types.ts';

const shown = { shown: 'always', written: 'optional' } as const;
const required = { shown: 'always', written: 'required' } as const;
const filled = { shown: 'always', written: 'no' } as const;
const unsupported = { shown: 'always', written: 'unsupported' } as const;
const betaOnly = { shown: 'beta', betaOnly: true, written: 'unsupported' } as const;
const selected = { shown: 'selected', written: 'unsupported' } as const;

const writeback = alwaysThere(complex({ isEnabled: flag, onPremisesGroupType: text() }));

const status = complex({ status: text(), lastMembershipUpdated: instant, errorMessage: text() });

export const GROUP: ResourceType = {
  name: 'Group',
  graphType: 'microsoft.graph.group',
  properties: [
    { name: 'id', type: guid, shown: 'always', written: 'creation' },
    { name: 'deletedDateTime', type: instant, ...filled },
    { name: 'classification', type: text(), ...shown },
    { name: 'createdDateTime', type: instant, ...filled },
    { name: 'creationOptions', type: texts, ...unsupported },
    { name: 'description', type: text(1_024), ...shown },
    { name: 'displayName', type: name(256), ...required },
    { name: 'expirationDateTime', type: instant, ...filled },
    { name: 'groupTypes', type: words(['Unified', 'DynamicMembership']), ...shown },
    { name: 'isAssignableToRole', type: flag, ...unsupported },
    { name: 'mail', type: text(), ...filled },
    { name: 'mailEnabled', type: flag, ...required },
    { name: 'mailNickname', type: mailNickname, ...required },
    { name: 'membershipRule', type: ruleText, ...shown },
    { name: 'membershipRuleProcessingState', type: word(['On', 'Paused']), ...shown },
    ...properties({ type: text(), ...filled }, [
      'onPremisesDomainName',
      'onPremisesLastSyncDateTime',
      'onPremisesNetBiosName',
      'onPremisesSamAccountName',
      'onPremisesSecurityIdentifier',
    ]),
    { name: 'onPremisesSyncEnabled', type: flag, ...filled },
    { name: 'preferredDataLocation', type: text(), ...unsupported },
    { name: 'preferredLanguage', type: text(), ...shown },
    { name: 'proxyAddresses', type: texts, ...filled },
    { name: 'renewedDateTime', type: instant, ...filled },
    { name: 'resourceBehaviorOptions', type: texts, shown: 'always', written: 'creation' },
    { name: 'resourceProvisioningOptions', type: texts, ...unsupported },
    { name: 'securityEnabled', type: flag, ...required },
    { name: 'securityIdentifier', type: text(), ...filled },
    { name: 'theme', type: text(), ...shown },
    // Given once: another value than the one it has is refused with the change.
    { name: 'uniqueName', type: name(128), ...shown },
    { name: 'visibility', type: word(['Public', 'Private', 'HiddenMembership']), ...shown },
    ...properties({ type: texts, ...filled }, [
      'onPremisesProvisioningErrors',
      'serviceProvisioningErrors',
    ]),
    { name: 'createdByAppId', type: text(), ...betaOnly },
    ...properties({ type: text(), shown: 'beta', written: 'no' }, ['organizationId']),
    { name: 'infoCatalogs', type: texts, shown: 'beta', written: 'unsupported' },
    { name: 'isManagementRestricted', type: flag, shown: 'beta', written: 'unsupported' },
    { name: 'writebackConfiguration', type: writeback, ...betaOnly },
    {
      name: 'membershipRuleProcessingStatus',
      type: status,
      shown: 'selected',
      betaOnly: true,
      written: 'no',
    },
    ...properties({ type: texts, ...selected }, ['assignedLabels', 'assignedLicenses']),
    ...properties({ type: text(), ...selected }, ['licenseProcessingState', 'accessType']),
    { name: 'unseenCount', type: wholeNumber, ...selected },
    ...properties({ type: flag, ...selected }, [
      'hasMembersWithLicenseErrors',
      'isArchived',
      'allowExternalSenders',
      'autoSubscribeNewMembers',
      'hideFromAddressLists',
      'hideFromOutlookClients',
      'isSubscribedByMail',
    ]),
  ],
};
