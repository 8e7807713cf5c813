import { expect, test } from 'vitest';
import { exploreAll } from './pairs.ts';

/** Prime, so that no call is left out in all pairs. All of them: test/long. */
const EVERY = 31;

test('whatever two do at the same time, members end as the rules say', async () => {
  const runs = await exploreAll(EVERY);
  expect(runs).toBeGreaterThan(1_000);
}, 240_000);
