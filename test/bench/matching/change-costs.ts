/** What one changed attribute costs, by attribute: another user's value in the place of one's own. */
import type { RuleObject } from '../../../src/directory/rule-object.ts';
import type { RuleMatcher } from '../../../src/matching/rule-matcher.ts';
import { NOW } from '../workload/values.ts';
import { processorTime } from './processor-time.ts';

const ROUNDS = 5;

/** Prints each, and the mean over attributes as a multiple of a full match. */
export function changeCosts(
  matcher: RuleMatcher,
  users: readonly RuleObject[],
  fullMatch: number,
): void {
  const names = Object.keys(users[0] ?? {});
  const costs = names.map((name) => costOf(matcher, users, name));
  for (const [at, name] of names.entries())
    console.log(`  ${name} ${(costs[at] ?? 0).toFixed(1)} µs`);
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
  console.log(
    `one attribute: ${mean.toFixed(1)} µs, ${(mean / fullMatch).toFixed(2)} full matches`,
  );
}

function costOf(matcher: RuleMatcher, users: readonly RuleObject[], name: string): number {
  const changed = new Set([name]);
  const others = users.map((user, at) => ({
    ...user,
    [name]: users[(at + 1) % users.length]?.[name],
  }));
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = processorTime();
    for (const [at, one] of users.entries())
      matcher.difference({ one, other: others[at] ?? one, changed, now: NOW });
    best = Math.min(best, (processorTime() - start) / users.length);
  }
  return best;
}
