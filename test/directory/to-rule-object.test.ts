import { describe, expect, it } from 'vitest';
import { rulePropertiesOf } from '../../src/directory/rule-names.ts';
import { ruleNamesOfChange, toRuleObject } from '../../src/directory/to-rule-object.ts';
import { compileRule } from '../../src/rules/compile-rule.ts';
import { validateRule } from '../../src/rules/validate-rule.ts';

const EXTENSION = 'extension_25883231668a43a780b25685c3f874bc_costTeam';

function present(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

describe('a user as a rule looks at it', () => {
  it('has every attribute under the name of the rule language', () => {
    const plan = { servicePlanId: 'p', service: 'exchange', capabilityStatus: 'Enabled' };
    const object = toRuleObject('user', {
      id: 'u1',
      accountEnabled: false,
      onPremisesSyncEnabled: true,
      department: 'Sales',
      mobilePhone: '+1',
      businessPhones: ['+2', '+3'],
      imAddresses: ['sip:a@contoso.com'],
      proxyAddresses: ['SMTP:a@contoso.com'],
      assignedPlans: [plan],
      employeeHireDate: '2026-09-01T00:00:00Z',
      manager: 'm1',
      onPremisesExtensionAttributes: { extensionAttribute3: 'Floor 2', extensionAttribute4: null },
      [EXTENSION]: 7,
    });
    expect(present(object)).toEqual({
      objectId: 'u1',
      accountEnabled: false,
      dirSyncEnabled: true,
      department: 'Sales',
      mobile: '+1',
      telephoneNumber: '+2',
      sipProxyAddress: 'sip:a@contoso.com',
      proxyAddresses: ['SMTP:a@contoso.com'],
      assignedPlans: [plan],
      employeeHireDate: '2026-09-01T00:00:00Z',
      manager: 'm1',
      extensionAttribute3: 'Floor 2',
      [EXTENSION.toLowerCase()]: 7,
    });
  });

  it('has null for what is absent, empty or of another type', () => {
    const object = toRuleObject('user', {
      city: '',
      department: 5,
      accountEnabled: 'true',
      businessPhones: [],
      imAddresses: 'sip:a@contoso.com',
      otherMails: [],
      proxyAddresses: { 0: 'smtp:a@contoso.com' },
      assignedPlans: 'none',
      onPremisesExtensionAttributes: ['a'],
      [EXTENSION]: ['a', 'b'],
      unknown: 'x',
    });
    expect(present(object)).toEqual({});
    expect(Object.keys(object)).toEqual(rulePropertiesOf('user').map(({ rule }) => rule));
  });

  it('drops what is no item from a list and keeps the rest', () => {
    const object = toRuleObject('user', {
      otherMails: ['', 'a@fabrikam.com', null, 4],
      assignedPlans: [{ servicePlanId: 4 }, null, { service: 'exchange' }],
    });
    expect(object.otherMails).toEqual(['a@fabrikam.com']);
    expect(object.assignedPlans).toEqual([{ service: 'exchange' }]);
  });

  it('does not see a top-level extensionAttribute1, an inherited name or a device attribute', () => {
    const attributes = JSON.parse(
      '{"extensionAttribute1":"a","__proto__":{"city":"b"},"constructor":"c","operatingSystem":"d"}',
    );
    expect(present(toRuleObject('user', attributes))).toEqual({});
  });

  it('shows an extension property to a rule that spells it in other letters', () => {
    const object = toRuleObject('user', { [EXTENSION]: true });
    const checked = validateRule(`user.${EXTENSION.replace('cost', 'COST')} -eq "True"`);
    if (!checked.valid) throw new Error('the rule is valid');
    expect(compileRule(checked).evaluate(object, new Date(0))).toBe(true);
  });

  it('leaves nothing behind for the next object', () => {
    toRuleObject('user', { city: 'Bonn' });
    expect(toRuleObject('user', {}).city).toBeNull();
  });
});

describe('a device as a rule looks at it', () => {
  it('has every attribute under the name of the rule language', () => {
    const object = toRuleObject('device', {
      id: 'd1',
      deviceId: 'd2',
      operatingSystem: 'Windows',
      operatingSystemVersion: '10.0.22631.1',
      trustType: 'AzureAd',
      isRooted: false,
      physicalIds: ['[OrderID]:Retail-Kiosk'],
      extensionAttributes: { extensionAttribute1: 'Kiosk' },
      onPremisesExtensionAttributes: { extensionAttribute2: 'a user’s' },
      department: 'a user’s',
      [EXTENSION]: 'a user’s',
    });
    expect(present(object)).toEqual({
      objectId: 'd1',
      deviceId: 'd2',
      deviceOSType: 'Windows',
      deviceOSVersion: '10.0.22631.1',
      deviceTrustType: 'AzureAd',
      isRooted: false,
      devicePhysicalIds: ['[OrderID]:Retail-Kiosk'],
      extensionAttribute1: 'Kiosk',
    });
  });
});

describe('the rule names a change touches', () => {
  it('are those whose value differs', () => {
    const before = {
      department: 'Sales',
      city: 'Bonn',
      faxNumber: '1',
      businessPhones: ['1', '2'],
    };
    const after = {
      department: 'Sales',
      city: 'Köln',
      mobilePhone: '2',
      businessPhones: ['1', '3'],
    };
    const changed = ['city', 'facsimileTelephoneNumber', 'mobile'];
    expect([...ruleNamesOfChange('user', before, after)].sort()).toEqual(changed);
  });

  it('are in lower case for extension properties, come, gone or changed', () => {
    const name = EXTENSION.toLowerCase();
    expect([...ruleNamesOfChange('user', {}, { [EXTENSION]: 'a' })]).toEqual([name]);
    expect([...ruleNamesOfChange('user', { [EXTENSION]: 'a' }, {})]).toEqual([name]);
    expect([...ruleNamesOfChange('user', { [EXTENSION]: 1 }, { [EXTENSION]: 2 })]).toEqual([name]);
  });

  it('include nested attributes, lists and the manager', () => {
    const before = { onPremisesExtensionAttributes: { extensionAttribute1: 'a' } };
    const after = { manager: 'm', otherMails: ['a@b.c'] };
    expect(ruleNamesOfChange('user', before, after)).toEqual(
      new Set(['extensionAttribute1', 'manager', 'otherMails']),
    );
  });

  it.each(['servicePlanId', 'service', 'capabilityStatus'])('notice a plan’s %s', (part) => {
    const plan = { servicePlanId: 'p', service: 'exchange', capabilityStatus: 'Enabled' };
    const before = { assignedPlans: [plan] };
    const after = { assignedPlans: [{ ...plan, [part]: 'other' }] };
    expect(ruleNamesOfChange('user', before, after)).toEqual(new Set(['assignedPlans']));
  });

  it('are none when only the date of a plan differs', () => {
    const before = { assignedPlans: [{ service: 'exchange', assignedDateTime: '2026-01-01' }] };
    const after = { assignedPlans: [{ service: 'exchange', assignedDateTime: '2026-02-02' }] };
    expect(ruleNamesOfChange('user', before, after)).toEqual(new Set());
  });

  it('are none when a rule cannot tell the difference', () => {
    const before = { city: '', otherMails: [], aboutMe: 'a', proxyAddresses: ['smtp:a@b.c'] };
    const after = { aboutMe: 'b', proxyAddresses: ['smtp:a@b.c'] };
    expect(ruleNamesOfChange('user', before, after)).toEqual(new Set());
  });
});
