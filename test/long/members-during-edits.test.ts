import { expect, test } from 'vitest';
import { watchEdits } from '../e2e/members-during-edits.ts';
import { seeded } from '../simulation/random.ts';

test('who qualifies before and after one of 50 edits is in every reading of the members', async () => {
  const watched = await watchEdits(50, seeded(6).below);
  console.log(JSON.stringify(watched));
  expect(watched.fewestReadings).toBeGreaterThanOrEqual(20);
  expect(watched.caughtRunning).toBeGreaterThan(10);
});
