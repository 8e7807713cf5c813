import { expect, test } from 'vitest';
import { breach, KINDS_OF_BREACH } from './breaches.ts';
import { FROM_ENVIRONMENT } from './random-schedules.ts';

const BREACHES = FROM_ENVIRONMENT.seeds ?? 1_000;

test('a change over the guard waits for somebody who releases exactly that', async () => {
  const { first } = FROM_ENVIRONMENT;
  expect(KINDS_OF_BREACH).toHaveLength(4);
  for (let seed = first; seed < first + BREACHES; seed++) {
    try {
      await breach(seed);
    } catch (error) {
      const replay = `MUSTER_FIRST_SEED=${seed} MUSTER_SEEDS=1 npx vitest run test/simulation/breaches`;
      throw new Error(`Breach ${seed}. To replay: ${replay}`, { cause: error });
    }
  }
}, 240_000);
