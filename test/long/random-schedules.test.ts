/** Half of the seeds, with many faults; the other half runs beside it. */
import { expect, test } from 'vitest';
import { FROM_ENVIRONMENT, simulateSeeds } from '../simulation/random-schedules.ts';

const SEEDS = FROM_ENVIRONMENT.seeds ?? 100_000;

test('random schedules with many faults', async () => {
  const calls = await simulateSeeds({ seeds: SEEDS, faults: 0.04 });
  console.log(`${SEEDS} schedules with many faults, ${calls} calls.`);
  expect(calls).toBeGreaterThan(SEEDS);
});
