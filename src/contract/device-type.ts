/**
 * Devices. By default all plain properties are shown (graph-spec.md 7). What Intune writes in Graph is writable here
 * (design.md 11), `extensionAttributes` in both versions. Unlike in Graph `alternativeSecurityIds` may be left out: only
 * devices that sign in need it. An `id` may be given at creation, as with users.
 */
import { properties, type ResourceType } from './property.ts';
import { EXTENSION_ATTRIBUTES } from './user-type.ts';
import {
  binary,
  complexList,
  flag,
  guid,
  instant,
  name,
  text,
  texts,
  wholeNumber,
} from './value-types.ts';

const shown = { shown: 'always', written: 'optional' } as const;
const required = { shown: 'always', written: 'required' } as const;

const alternativeSecurityIds = complexList({
  identityProvider: text(),
  key: binary(1_024),
  type: wholeNumber,
});

export const DEVICE: ResourceType = {
  name: 'Device',
  graphType: 'microsoft.graph.device',
  properties: [
    { name: 'id', type: guid, shown: 'always', written: 'creation' },
    { name: 'deletedDateTime', type: instant, shown: 'always', written: 'no' },
    { name: 'accountEnabled', type: flag, ...required },
    { name: 'deviceId', type: guid, ...required },
    { name: 'displayName', type: name(256), ...required },
    { name: 'operatingSystem', type: text(), ...required },
    { name: 'operatingSystemVersion', type: text(), ...required },
    { name: 'createdDateTime', type: instant, shown: 'always', written: 'no' },
    { name: 'deviceVersion', type: wholeNumber, ...shown },
    ...properties({ type: flag, ...shown }, [
      'isCompliant',
      'isManaged',
      'isRooted',
      'onPremisesSyncEnabled',
    ]),
    ...properties({ type: instant, ...shown }, [
      'approximateLastSignInDateTime',
      'complianceExpirationDateTime',
      'onPremisesLastSyncDateTime',
      'registrationDateTime',
    ]),
    ...properties({ type: text(), ...shown }, [
      'deviceCategory',
      'deviceMetadata',
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
    ]),
    ...properties({ type: texts, ...shown }, ['physicalIds', 'systemLabels']),
    { name: 'alternativeSecurityIds', type: alternativeSecurityIds, ...shown },
    { name: 'extensionAttributes', type: EXTENSION_ATTRIBUTES, shown: 'beta', written: 'optional' },
  ],
};
