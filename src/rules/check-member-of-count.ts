import type { Check } from './check.ts';
import { meaningError } from './rule-error.ts';

/** Different groups a memberOf rule may name (rules-spec.md 8). */
const GROUP_LIMIT = 50;

/** MEMBEROF_TOO_MANY_GROUPS, at the first id over the limit; repeats don't count, whatever their letter case. */
export const checkMemberOfCount: Check = ({ predicate, body }) => {
  if (body?.owner.type !== 'groups' || predicate.kind !== 'comparison') return null;
  if (predicate.value.kind !== 'list') return null;
  const ids = new Set<string>();
  for (const item of predicate.value.items) {
    if (item.kind !== 'string') continue;
    ids.add(item.value.toLowerCase());
    if (ids.size > GROUP_LIMIT) return meaningError('MEMBEROF_TOO_MANY_GROUPS', item);
  }
  return null;
};
