import { describe, expect, it } from 'vitest';
import {
  graphNameOf,
  isExtensionName,
  ruleNameOf,
  rulePropertiesOf,
} from '../../src/directory/rule-names.ts';
import { propertiesOf } from '../../src/rules/catalogue.ts';

const EXTENSION = 'extension_25883231668a43a780b25685c3f874bc_costTeam';

describe('names of rule properties and Graph attributes', () => {
  it.each([
    ['user', 'objectId', 'id'],
    ['user', 'dirSyncEnabled', 'onPremisesSyncEnabled'],
    ['user', 'facsimileTelephoneNumber', 'faxNumber'],
    ['user', 'mailNickName', 'mailNickname'],
    ['user', 'mobile', 'mobilePhone'],
    ['user', 'physicalDeliveryOfficeName', 'officeLocation'],
    ['user', 'sipProxyAddress', 'imAddresses'],
    ['user', 'telephoneNumber', 'businessPhones'],
    ['user', 'extensionAttribute7', 'onPremisesExtensionAttributes.extensionAttribute7'],
    ['user', 'department', 'department'],
    ['device', 'objectId', 'id'],
    ['device', 'deviceId', 'deviceId'],
    ['device', 'deviceOSType', 'operatingSystem'],
    ['device', 'deviceOSVersion', 'operatingSystemVersion'],
    ['device', 'deviceManufacturer', 'manufacturer'],
    ['device', 'deviceModel', 'model'],
    ['device', 'deviceManagementAppId', 'mdmAppId'],
    ['device', 'deviceTrustType', 'trustType'],
    ['device', 'devicePhysicalIds', 'physicalIds'],
    ['device', 'extensionAttribute15', 'extensionAttributes.extensionAttribute15'],
  ] as const)('%s.%s is Graph’s %s', (kind, rule, graph) => {
    expect(graphNameOf(kind, rule)).toBe(graph);
    expect(ruleNameOf(kind, graph)).toBe(rule);
  });

  it('finds names in any letter case', () => {
    expect(graphNameOf('device', 'DEVICEOSTYPE')).toBe('operatingSystem');
    expect(ruleNameOf('user', 'MAILNICKNAME')).toBe('mailNickName');
  });

  it('knows no name of the other kind and no nested attribute at the top level', () => {
    expect(graphNameOf('device', 'department')).toBeUndefined();
    expect(ruleNameOf('user', 'physicalIds')).toBeUndefined();
    expect(ruleNameOf('user', 'extensionAttribute1')).toBeUndefined();
    expect(ruleNameOf('user', 'constructor')).toBeUndefined();
  });

  it('takes extension properties on users only', () => {
    expect(isExtensionName(EXTENSION)).toBe(true);
    expect(isExtensionName('extension_25883231-668a-43a7-80b2-5685c3f874bc_costTeam')).toBe(false);
    expect(graphNameOf('user', EXTENSION)).toBe(EXTENSION.toLowerCase());
    expect(ruleNameOf('user', EXTENSION)).toBe(EXTENSION.toLowerCase());
    expect(graphNameOf('device', EXTENSION)).toBeUndefined();
    expect(ruleNameOf('device', EXTENSION)).toBeUndefined();
  });

  it.each(['user', 'device'] as const)('leads back and forth for every %s property', (kind) => {
    for (const { rule } of rulePropertiesOf(kind)) {
      expect(ruleNameOf(kind, graphNameOf(kind, rule) ?? '')).toBe(rule);
    }
  });

  it.each(['user', 'device'] as const)(
    'is complete: what %s rules can name is read, as what it is',
    (kind) => {
      const readings = {
        text: 'text',
        instant: 'text',
        flag: 'flag',
        texts: 'texts',
        plans: 'plans',
        groups: 'texts',
      };
      const named = propertiesOf(kind).map(({ name, type }) => [name, readings[type]]);
      const read = rulePropertiesOf(kind).map(({ rule, reading }) => [
        rule,
        reading === 'first-text' ? 'text' : reading,
      ]);
      expect(read.filter(([name]) => name !== 'manager').sort()).toEqual(named.sort());
    },
  );
});
