import { describe, expect, it } from 'vitest';
import { invalidRule } from '../../src/contract/rule-fault.ts';

const unknown = {
  code: 'UNSUPPORTED_PROPERTY',
  message: '"user.dept" is not a property.',
  position: 0,
  length: 9,
};
const value = {
  code: 'VALUE_TYPE_MISMATCH',
  message: 'Numbers fit no property.',
  position: 14,
  length: 1,
};

describe('an invalid rule', () => {
  it('is told with one detail a fault, each with its position, and the faults as they are', () => {
    const error = invalidRule([{ ...unknown, suggestion: 'user.department' }, value]);
    expect(error).toMatchObject({
      status: 400,
      code: 'InvalidMembershipRule',
      message:
        'Dynamic membership rule validation error: "user.dept" is not a property (position 0). Did you mean user.department? There is one more fault, see details.',
      details: [
        { code: 'UNSUPPORTED_PROPERTY', target: 'membershipRule' },
        {
          code: 'VALUE_TYPE_MISMATCH',
          target: 'membershipRule',
          message: 'Numbers fit no property (position 14).',
        },
      ],
      inner: {
        ruleErrors: [
          { position: 0, length: 9 },
          { position: 14, length: 1 },
        ],
      },
    });
  });

  it.each([
    ['MISSING_PREFIX', 'InvalidObjectTypeException'],
    ['UNKNOWN_OBJECT', 'InvalidObjectTypeException'],
    ['RULE_TOO_LONG', 'Request_BadRequest'],
    ['UNKNOWN_OPERATOR', 'InvalidMembershipRule'],
  ])('with %s has the code %s', (code, expected) => {
    expect(invalidRule([{ code, message: 'Wrong.' }]).code).toBe(expected);
  });

  it('has no position where the fault has none', () => {
    const { message } = invalidRule([{ code: 'DYNAMIC_GROUP_LIMIT', message: 'Too many.' }]);
    expect(message).toBe('Dynamic membership rule validation error: Too many.');
  });
});
