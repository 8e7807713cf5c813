/** Half of the seeds; the other half runs beside it. */
import { expect, test } from 'vitest';
import { FROM_ENVIRONMENT, simulateSeeds } from './random-schedules.ts';

const CALM = FROM_ENVIRONMENT.seeds ?? 300;
const FAULTY = FROM_ENVIRONMENT.seeds ?? 1_000;

test('whatever interleaves, members end as the rules say', async () => {
  const calls = await simulateSeeds({ seeds: CALM, faults: 0 });
  expect(calls).toBeGreaterThan(CALM * 80);
}, 240_000);

test('whatever fails, members end as the rules say', async () => {
  const calls = await simulateSeeds({ seeds: FAULTY, faults: 0.04 });
  expect(calls).toBeGreaterThan(FAULTY * 80);
}, 240_000);
