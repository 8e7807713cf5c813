import { expect, test } from 'vitest';
import { SCENARIO } from './scenario.ts';
import { setUp } from './scenario-setup.ts';
import { runAll, runScenario, singleFaultOf } from './single-faults.ts';

const SINGLE = singleFaultOf(process.env.MUSTER_FAULT);

test('whichever call fails in whichever way, nothing is lost and nobody is wrong', async () => {
  const staged = { setup: await setUp(200), script: SCENARIO };
  if (SINGLE !== null) {
    await runScenario(staged, SINGLE);
    return;
  }
  const { runs, calls } = await runAll(staged);
  console.log(`${runs} runs of a scenario of ${calls} calls, each with one fault.`);
  expect(runs).toBeGreaterThan(4_000);
}, 240_000);
