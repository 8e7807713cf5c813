/** Half of the calls; the other half runs beside it. */
import { expect, test } from 'vitest';
import { FROM_ENVIRONMENT } from './random-schedules.ts';
import { SCENARIO } from './scenario.ts';
import { setUp } from './scenario-setup.ts';
import { runAll, runScenario, singleFaultOf } from './single-faults.ts';

const EVERY = FROM_ENVIRONMENT.every ?? 1;
const SINGLE = singleFaultOf(process.env.MUSTER_FAULT);

test('whichever even call fails in whichever way, nothing is lost and nobody is wrong', async () => {
  const staged = { setup: await setUp(200), script: SCENARIO };
  if (SINGLE !== null) {
    await runScenario(staged, SINGLE);
    return;
  }
  const { runs, calls } = await runAll(staged, { first: 0, every: 2 * EVERY });
  console.log(`${runs} runs of a scenario of ${calls} calls, each with one fault.`);
  expect(runs).toBeGreaterThan(2_000 / EVERY);
}, 600_000);
