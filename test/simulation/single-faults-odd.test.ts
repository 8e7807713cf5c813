/** Half of the calls; the other half runs beside it. */
import { expect, test } from 'vitest';
import { FROM_ENVIRONMENT } from './random-schedules.ts';
import { SCENARIO } from './scenario.ts';
import { setUp } from './scenario-setup.ts';
import { runAll } from './single-faults.ts';

const EVERY = FROM_ENVIRONMENT.every ?? 1;

test('whichever odd call fails in whichever way, nothing is lost and nobody is wrong', async () => {
  const staged = { setup: await setUp(200), script: SCENARIO };
  const { runs, calls } = await runAll(staged, { first: 1, every: 2 * EVERY });
  console.log(`${runs} runs of a scenario of ${calls} calls, each with one fault.`);
  expect(runs).toBeGreaterThan(2_000 / EVERY);
}, 600_000);
