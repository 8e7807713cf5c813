/** What can be asked of groups (graph-spec.md 8.1). */
import {
  each,
  keyword,
  moment,
  type QueryTraits,
  textList,
  textual,
  yesOrNo,
} from './query-traits.ts';

export const GROUP_QUERIES: QueryTraits = {
  filter: {
    id: keyword(),
    ...each(['displayName', 'mailNickname', 'description'], textual('plain')),
    mail: textual('plain', 'endsWith'),
    ...each(['securityEnabled', 'mailEnabled', 'onPremisesSyncEnabled'], yesOrNo()),
    isAssignableToRole: yesOrNo(),
    ...each(['createdDateTime', 'deletedDateTime', 'renewedDateTime'], moment()),
    expirationDateTime: moment(),
    groupTypes: textList(),
    ...each(['membershipRule', 'classification', 'preferredLanguage'], textual('plain')),
    ...each(['membershipRuleProcessingState', 'visibility', 'securityIdentifier'], keyword()),
    membershipRuleProcessingStatus: {
      shape: 'complex',
      parts: {
        status: { kind: 'text', operators: { eq: 'plain', in: 'plain' } },
        lastMembershipUpdated: { kind: 'instant', operators: { ge: 'plain', le: 'plain' } },
      },
    },
    proxyAddresses: textList('endsWith'),
    resourceProvisioningOptions: textList(),
    ...each(['onPremisesSamAccountName', 'onPremisesSecurityIdentifier'], textual('advanced')),
    uniqueName: keyword(),
    assignedLicenses: {
      shape: 'items',
      parts: { skuId: { kind: 'text', operators: { eq: 'plain' } } },
      need: 'plain',
    },
    preferredDataLocation: keyword('advanced'),
  },
  searchedByWords: ['displayName', 'description'],
  orderBy: { displayName: 'plain' },
  relations: ['members', 'memberOf', 'owners', 'transitiveMembers', 'transitiveMemberOf'],
  expand: ['members', 'memberOf', 'owners'],
};
