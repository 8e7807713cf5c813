import { expect, test } from 'vitest';
import { KillRounds } from '../e2e/kill-rounds.ts';
import { seeded } from '../simulation/random.ts';

const ROUNDS = Number(process.env.MUSTER_KILL_ROUNDS ?? 20);
const SEED = Number(process.env.MUSTER_FIRST_SEED ?? 1);

test(`a worker killed ${ROUNDS} times during runs and changes: members end as the rules say`, async () => {
  const rounds = new KillRounds(seeded(SEED).below);
  const kinds = ['run', 'changes', 'both'] as const;
  try {
    await rounds.begin();
    for (let made = 0; made < ROUNDS; made++) {
      const during = kinds[made % kinds.length] ?? 'both';
      const { interrupted, unanswered } = await rounds.round(during);
      const { pending, running, intents } = interrupted;
      console.log(
        `round ${made + 1}: killed with ${pending} groups announced, ${running} running, ${intents} objects to look at, ${unanswered} requests without an answer`,
      );
      expect(running + intents).toBeGreaterThan(0);
    }
  } finally {
    await rounds.end();
  }
});
