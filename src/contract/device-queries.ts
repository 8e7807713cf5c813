/** What can be asked of devices. */
import {
  amount,
  each,
  keyword,
  moment,
  type QueryTraits,
  textList,
  textParts,
  textual,
  yesOrNo,
} from './query-traits.ts';
import { EXTENSION_ATTRIBUTE_NAMES } from './user-type.ts';

export const DEVICE_QUERIES: QueryTraits = {
  filter: {
    ...each(['id', 'deviceId'], keyword()),
    ...each(['displayName', 'operatingSystem', 'operatingSystemVersion'], textual('plain')),
    ...each(
      [
        'deviceCategory',
        'deviceOwnership',
        'enrollmentProfileName',
        'enrollmentType',
        'managementType',
        'manufacturer',
        'mdmAppId',
        'model',
        'onPremisesSecurityIdentifier',
        'profileType',
        'trustType',
      ],
      textual('plain'),
    ),
    ...each(
      ['accountEnabled', 'isCompliant', 'isManaged', 'isRooted', 'onPremisesSyncEnabled'],
      yesOrNo(),
    ),
    ...each(
      [
        'approximateLastSignInDateTime',
        'complianceExpirationDateTime',
        'createdDateTime',
        'deletedDateTime',
        'onPremisesLastSyncDateTime',
        'registrationDateTime',
      ],
      moment(),
    ),
    deviceVersion: amount(),
    ...each(['physicalIds', 'systemLabels'], textList()),
    extensionAttributes: textParts('plain', EXTENSION_ATTRIBUTE_NAMES),
  },
  searchedByWords: ['displayName'],
  orderBy: { displayName: 'advanced' },
  relations: ['memberOf', 'transitiveMemberOf', 'registeredOwners', 'registeredUsers'],
  expand: ['memberOf'],
};
