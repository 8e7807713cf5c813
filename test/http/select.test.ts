import { describe, expect, it } from 'vitest';
import { DEVICE } from '../../src/contract/device-type.ts';
import { GROUP } from '../../src/contract/group-type.ts';
import { USER } from '../../src/contract/user-type.ts';
import { selectFrom, selectFromEach } from '../../src/http/select.ts';
import { show } from '../../src/http/show.ts';

function names(select: readonly string[] | null, version: 'v1.0' | 'beta' = 'v1.0') {
  return selectFrom(GROUP, select, version).properties.map(({ name }) => name);
}

describe('$select', () => {
  it('shows what is asked for in that order and once', () => {
    const selection = selectFrom(USER, ['DisplayName', 'id', 'displayname'], 'v1.0');
    expect(selection.suffix).toBe('(displayName,id)');
    const shown = show({ values: { id: 'x', displayName: 'Zoe', city: 'Rome' } }, selection);
    expect(Object.entries(shown)).toEqual([
      ['displayName', 'Zoe'],
      ['id', 'x'],
    ]);
  });

  it('takes * for the default set', () => {
    expect(names(['*', 'isArchived'])).toEqual([...names(null), 'isArchived']);
  });

  it('shows the ETag of a resource that has one, only when it is asked for', () => {
    const values = { id: 'x' };
    const asked = selectFrom(USER, ['id', '@odata.etag'], 'v1.0');
    expect(asked.suffix).toBe('(id)');
    expect(show({ values, version: '5' }, asked)).toEqual({
      '@odata.etag': 'W/"muster-5"',
      id: 'x',
    });
    expect(show({ values }, asked)).toEqual({ id: 'x' });
    expect(show({ values, version: '5' }, selectFrom(USER, ['id'], 'v1.0'))).toEqual({ id: 'x' });
  });

  it('knows in beta what v1.0 does not', () => {
    expect(names(null, 'beta')).toContain('writebackConfiguration');
    expect(names(['membershipRuleProcessingStatus'], 'beta')).toHaveLength(1);
    expect(() => names(['membershipRuleProcessingStatus'])).toThrow('Could not find a property');
  });

  it('asks of several types only what each has', () => {
    const [user, device] = selectFromEach([USER, DEVICE], ['id', 'jobTitle'], 'v1.0');
    expect(user?.properties.map(({ name }) => name)).toEqual(['id', 'jobTitle']);
    expect(device?.properties.map(({ name }) => name)).toEqual(['id']);
    const none = selectFromEach([USER, DEVICE], ['jobTitle'], 'v1.0')[1];
    expect(none?.properties).toEqual([]);
    expect(() => selectFromEach([USER, DEVICE], ['theme'], 'v1.0')).toThrow("'theme'");
  });
});

it('shows what is not set as null, an empty list, or parts that are null', () => {
  const selection = selectFrom(
    USER,
    ['city', 'otherMails', 'onPremisesExtensionAttributes', 'assignedPlans'],
    'v1.0',
  );
  const empty = show({ values: {} }, selection);
  expect(empty).toMatchObject({ city: null, otherMails: [], assignedPlans: [] });
  expect(Object.keys(empty.onPremisesExtensionAttributes ?? {})).toHaveLength(15);
  const plans = show({ values: { assignedPlans: [{ service: 'SCO' }] } }, selection);
  expect(plans.assignedPlans).toEqual([
    { assignedDateTime: null, capabilityStatus: null, service: 'SCO', servicePlanId: null },
  ]);
});
