import { describe, expect, it } from 'vitest';
import type { RuleScope } from '../../src/directory/rule-object.ts';
import { toRuleObject } from '../../src/directory/to-rule-object.ts';
import { type CompiledRule, compileRule } from '../../src/rules/compile-rule.ts';
import { validateRule } from '../../src/rules/validate-rule.ts';
import { expectedMembers, readSampleDirectory } from '../support/plain-evaluation.ts';

const { users, devices, groups } = readSampleDirectory();
const dynamicGroups = groups.filter((group) => group.membershipRule !== undefined);
const idOf = new Map(users.map((user) => [user.userPrincipalName, user.id]));

/** Instants at which people join, just before and after, and a day on which nothing happens. */
const INSTANTS = ['2026-11-21T12:00:00Z', '2027-10-01T00:00:00Z', '2027-10-01T00:00:00.001Z'];

/** The objects as a store would have them: the manager by id, with the groups they are assigned to. */
const objects = [...users, ...devices].map((line) => ({
  scope: scopeOf(line.type),
  id: line.id,
  object: {
    ...toRuleObject(scopeOf(line.type), { ...line, manager: idOf.get(String(line.manager)) }),
    memberOf: groups.filter((group) => group.members?.includes(line.id)).map((group) => group.id),
  },
}));

function scopeOf(type: string): RuleScope {
  return type === 'device' ? 'device' : 'user';
}

function compiled(text: string): CompiledRule {
  const checked = validateRule(text);
  if (!checked.valid) throw new Error(`${text}: ${checked.errors[0]?.message}`);
  return compileRule(checked);
}

describe.each(dynamicGroups.map((group) => [group.displayName, group] as const))(
  'the rule of %s',
  (name, group) => {
    const text = group.membershipRule ?? '';

    it('has no fault', () => {
      expect(validateRule(text)).toMatchObject({ valid: true });
    });

    it.each(INSTANTS)('selects exactly whom a plain evaluation selects at %s', (instant) => {
      const now = new Date(instant);
      const rule = compiled(text);
      const selected = objects.filter(
        ({ scope, object }) => scope === rule.scope && rule.evaluate(object, now),
      );
      const ids = selected.map(({ id }) => id).sort();
      expect(ids).toEqual([...(expectedMembers(now).get(name) ?? [])].sort());
    });
  },
);

it('names extension attributes, plans and the rest under names the engine knows', () => {
  const mentioned = new Set(
    dynamicGroups.flatMap((group) => [...compiled(group.membershipRule ?? '').mentions]),
  );
  const known = new Set(objects.flatMap(({ object }) => Object.keys(object)));
  for (const name of mentioned) expect(known).toContain(name);
  expect(mentioned.size).toBeGreaterThan(10);
});
