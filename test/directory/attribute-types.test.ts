import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { findWrongType } from '../../src/directory/attribute-types.ts';
import { toRuleObject } from '../../src/directory/to-rule-object.ts';

describe('an attribute of the wrong type', () => {
  it.each([
    ['a number for text', { department: 5 }, 'department'],
    ['a list for text', { manager: ['x'] }, 'manager'],
    ['text for a flag', { accountEnabled: 'true' }, 'accountEnabled'],
    ['text for a list', { otherMails: 'a@contoso.com' }, 'otherMails'],
    ['a number within a list', { businessPhones: ['1', 2] }, 'businessPhones'],
    ['text for plans', { assignedPlans: ['plan'] }, 'assignedPlans'],
    [
      'text for a complex value',
      { onPremisesExtensionAttributes: 'x' },
      'onPremisesExtensionAttributes',
    ],
    [
      'a number in a complex value',
      { onPremisesExtensionAttributes: { extensionAttribute3: 1 } },
      'onPremisesExtensionAttributes/extensionAttribute3',
    ],
  ])('is named: %s', (_, attributes, name) => {
    expect(findWrongType('user', { city: 'Bonn', ...attributes })).toBe(name);
  });

  it('is none that no rule sees, nor one that is empty', () => {
    const attributes = {
      aboutMe: 5,
      city: '',
      department: null,
      otherMails: [],
      onPremisesExtensionAttributes: { extensionAttribute1: null },
      extension_0123456789abcdef0123456789abcdef_levels: ['a', 'b'],
    };
    expect(findWrongType('user', attributes)).toBeNull();
  });
});

test('whatever a rule sees is of the right type', () => {
  const value = fc.oneof(
    fc.string(),
    fc.boolean(),
    fc.integer(),
    fc.array(fc.string()),
    fc.constant({}),
  );
  fc.assert(
    fc.property(
      fc.constantFrom('department', 'accountEnabled', 'otherMails'),
      value,
      (name, some) => {
        const seen = toRuleObject('user', { [name]: some })[name] ?? null;
        const isEmpty = some === '' || (Array.isArray(some) && some.every((item) => item === ''));
        if (findWrongType('user', { [name]: some }) !== null) expect(seen).toBeNull();
        else if (!isEmpty) expect(seen).not.toBeNull();
      },
    ),
  );
});
