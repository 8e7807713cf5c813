import { expect, test } from 'vitest';
import { seeded } from '../simulation/random.ts';
import { watchEdits } from './members-during-edits.ts';

test('who qualifies before and after an edit is in every reading of the members', async () => {
  const { fewestReadings, caughtRunning } = await watchEdits(12, seeded(5).below);
  expect(fewestReadings).toBeGreaterThanOrEqual(20);
  expect(caughtRunning).toBeGreaterThan(0);
}, 180_000);
