import { expect, test } from 'vitest';
import { seeded } from '../simulation/random.ts';
import { KillRounds } from './kill-rounds.ts';

test('a worker killed during a run, during changes and during both: members end as the rules say', async () => {
  const rounds = new KillRounds(seeded(1).below);
  try {
    await rounds.begin();
    for (const during of ['run', 'changes', 'both'] as const) {
      const { interrupted } = await rounds.round(during);
      expect(interrupted.running + interrupted.intents).toBeGreaterThan(0);
    }
  } finally {
    await rounds.end();
  }
}, 180_000);
