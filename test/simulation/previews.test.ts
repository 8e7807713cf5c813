import { expect, it } from 'vitest';
import { type Outcome, previewAmongChanges, previewInQuiet } from './previews.ts';
import { FROM_ENVIRONMENT } from './random-schedules.ts';

const { first, seeds } = FROM_ENVIRONMENT;
const QUIET = seeds ?? 200;
const BUSY = seeds ?? 200;
const TIMEOUT = 120_000;

async function of(count: number, one: (seed: number) => Promise<void>): Promise<void> {
  for (let seed = first; seed < first + count; seed++) {
    try {
      await one(seed);
    } catch (cause) {
      const replay = `MUSTER_FIRST_SEED=${seed} MUSTER_SEEDS=1 npx vitest run test/simulation/previews`;
      throw new Error(`Seed ${seed}. To replay: ${replay}`, { cause });
    }
  }
}

it(
  'the diff is what the save then does, member for member',
  async () => {
    await of(QUIET, previewInQuiet);
  },
  TIMEOUT,
);

it.each([
  ['without faults', 0],
  ['with faults', 0.03],
])(
  'with changes meanwhile it differs for exactly those, %s',
  async (_, faults) => {
    const counts = { done: 0, held: 0, refused: 0 };
    await of(BUSY, async (seed) => {
      const outcome: Outcome = await previewAmongChanges(seed, faults);
      counts[outcome]++;
    });
    if (seeds === undefined)
      for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0);
  },
  TIMEOUT,
);
