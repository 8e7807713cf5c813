/** The other half of the seeds; nothing where somebody has said which to run. */
import { expect, test } from 'vitest';
import { FROM_ENVIRONMENT, simulateSeeds } from './random-schedules.ts';

const CALM = 300;
const FAULTY = 1_000;
const IS_ASKED = FROM_ENVIRONMENT.seeds !== undefined;

test.skipIf(IS_ASKED)(
  'whatever interleaves, members end as the rules say',
  async () => {
    const calls = await simulateSeeds({ seeds: CALM, faults: 0, first: CALM + 1 });
    expect(calls).toBeGreaterThan(CALM * 80);
  },
  240_000,
);

test.skipIf(IS_ASKED)(
  'whatever fails, members end as the rules say',
  async () => {
    const calls = await simulateSeeds({ seeds: FAULTY, faults: 0.04, first: FAULTY + 1 });
    expect(calls).toBeGreaterThan(FAULTY * 80);
  },
  240_000,
);
