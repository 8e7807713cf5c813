/** The other half of the seeds: few faults, and in some worlds none. */
import { expect, test } from 'vitest';
import { FROM_ENVIRONMENT, simulateSeeds } from '../simulation/random-schedules.ts';

const SEEDS = FROM_ENVIRONMENT.seeds ?? 100_000;
const CALM = Math.ceil(SEEDS / 5);

/** Other worlds than those of the first half. */
const BEYOND = 1_000_000;

test('random schedules with few faults', async () => {
  const first = FROM_ENVIRONMENT.first + BEYOND;
  const calls = await simulateSeeds({ seeds: SEEDS, faults: 0.01, first });
  console.log(`${SEEDS} schedules with few faults, ${calls} calls.`);
  expect(calls).toBeGreaterThan(SEEDS);
});

test('random schedules without faults', async () => {
  const first = FROM_ENVIRONMENT.first + 2 * BEYOND;
  const calls = await simulateSeeds({ seeds: CALM, faults: 0, first });
  expect(calls).toBeGreaterThan(CALM);
});
