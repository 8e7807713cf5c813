import { describe, expect, it } from 'vitest';
import { GROUP } from '../../src/contract/group-type.ts';
import { readProperties } from '../../src/contract/read-properties.ts';
import type { RequestError } from '../../src/util/errors.ts';

const change = { version: 'beta', purpose: 'change' } as const;

describe('a body', () => {
  it('may name what is not kept here, as long as it says nothing', () => {
    const blank = { writebackConfiguration: { isEnabled: false, onPremisesGroupType: null } };
    expect(readProperties(GROUP, { ...blank, assignedLabels: [] }, change).values).toEqual({});
    const asked = { writebackConfiguration: { isEnabled: true } };
    expect(() => readProperties(GROUP, asked, change)).toThrow('is not supported here');
  });

  it('with names that objects inherit has no references but its own', () => {
    const body = JSON.parse('{"__proto__@odata.bind": {"members": ["x"]}}');
    const { binds } = readProperties(GROUP, body, change);
    expect(Object.keys(binds)).toEqual(['__proto__']);
    expect(binds.members).toBeUndefined();
  });

  it('with a wrong value is told what is expected, beside the text that tools look for', () => {
    const body = { mailNickname: 'a b', membershipRuleProcessingState: 'Off', groupTypes: 'x' };
    const details = detailsOf(() => readProperties(GROUP, body, change));
    const [nickname, state, types] = details?.map(({ message }) => message) ?? [];
    expect(nickname).toContain('Expected: 1 to 64 ASCII characters');
    expect(state).toMatch(/Expected: one of On, Paused\.$/);
    expect(types).toMatch(
      /a list of at most 1000 items, each one of Unified, DynamicMembership\.$/,
    );
    expect(() => readProperties(GROUP, body, change)).toThrow(
      /^Invalid value specified for property 'mailNickname' of resource 'Group'\.$/,
    );
  });

  it('of nothing but faults is answered with the first of them', () => {
    const body = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`p${at}`, at]));
    const details = detailsOf(() => readProperties(GROUP, body, change));
    expect(details).toHaveLength(50);
    expect(details?.[0]).toMatchObject({ code: 'InvalidProperty', target: 'p0' });
  });
});

function detailsOf(work: () => unknown): RequestError['details'] {
  try {
    work();
  } catch (error) {
    return (error as RequestError).details;
  }
  return undefined;
}
