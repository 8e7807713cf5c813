import { test } from 'vitest';
import { runHistory } from './histories.ts';
import { FROM_ENVIRONMENT } from './random-schedules.ts';

const HISTORIES = FROM_ENVIRONMENT.histories ?? 300;
const EVENTS = 200;

test('evaluated change by change is evaluated afresh', async () => {
  const { first } = FROM_ENVIRONMENT;
  for (let seed = first; seed < first + HISTORIES; seed++) {
    try {
      await runHistory(seed, EVENTS);
    } catch (error) {
      const replay = `MUSTER_FIRST_SEED=${seed} MUSTER_HISTORIES=1 npx vitest run test/simulation/histories`;
      throw new Error(`History ${seed}. To replay: ${replay}`, { cause: error });
    }
  }
}, 240_000);
