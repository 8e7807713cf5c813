import { expect, test } from 'vitest';
import { FROM_ENVIRONMENT, simulateSeeds } from './random-schedules.ts';

const SEEDS = FROM_ENVIRONMENT.seeds ?? 600;

test('whatever interleaves, members end as the rules say', async () => {
  const calls = await simulateSeeds({ seeds: SEEDS, faults: 0 });
  expect(calls).toBeGreaterThan(SEEDS * 80);
}, 240_000);

test('whatever fails, members end as the rules say', async () => {
  const calls = await simulateSeeds({ seeds: SEEDS, faults: 0.04 });
  expect(calls).toBeGreaterThan(SEEDS * 80);
}, 240_000);
