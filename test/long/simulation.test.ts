import { expect, test } from 'vitest';
import { runHistory } from '../simulation/histories.ts';
import { exploreAll } from '../simulation/pairs.ts';
import { FROM_ENVIRONMENT } from '../simulation/random-schedules.ts';
import { SCENARIO, SECOND_SCENARIO } from '../simulation/scenario.ts';
import { setUp } from '../simulation/scenario-setup.ts';
import { runAll } from '../simulation/single-faults.ts';

const HISTORIES = FROM_ENVIRONMENT.histories ?? 10_000;
const EVENTS = 200;

test('one fault at every call of two scenarios', async () => {
  const setup = await setUp(200);
  for (const script of [SCENARIO, SECOND_SCENARIO]) {
    const { runs, calls } = await runAll({ setup, script });
    console.log(`${runs} runs of a scenario of ${calls} calls, each with one fault.`);
    expect(runs).toBeGreaterThan(4_000);
  }
});

test('one fault at every 20th call, with 2,000 objects', async () => {
  const setup = await setUp(2_000);
  for (const script of [SCENARIO, SECOND_SCENARIO]) {
    const { runs } = await runAll({ setup, script }, { first: 0, every: 20 });
    expect(runs).toBeGreaterThan(200);
  }
});

test('whatever two do at the same time, at every call of both', async () => {
  const runs = await exploreAll(FROM_ENVIRONMENT.every ?? 1);
  console.log(`${runs} runs in which two meet.`);
  expect(runs).toBeGreaterThan(10_000);
});

test('long histories end as a fresh evaluation', async () => {
  const { first } = FROM_ENVIRONMENT;
  for (let seed = first; seed < first + HISTORIES; seed++) await runHistory(seed, EVENTS);
});
