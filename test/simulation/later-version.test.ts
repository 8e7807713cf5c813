/** Random schedules with a later version at work beside this one: what it puts into rows is still there in the end. */
import { expect, test } from 'vitest';
import { type LaterVersion, workBeside } from '../support/later-version.ts';
import { FROM_ENVIRONMENT, simulateSeeds } from './random-schedules.ts';

/** Rows that are not read before they are written: made anew each time of what they are about (docs/upgrade.md). */
const MADE_ANEW: ReadonlySet<string> = new Set([
  // Marks of groups to be looked at for alerts.
  'alerts: column',
  'alerts: member',
  'due: column',
  'feed: column',
  'groups m: column',
  'imports p: column',
  'objects p: column',
  'objects t: column',
  'pending: column',
  'reports: column',
  'rules: column',
  'rules: member',
  'runs r: column',
  'settings: column',
]);

/** Rows that are written over again and again, each with all that was in it. */
const KEPT = [
  ...['groups meta', 'listing', 'objects', 'objects p', 'ids !next', 'lookup', 'imports h'],
  ...['rules !epoch', 'rules !guard', 'rules !paused', 'runs a'],
];

test('what a later version puts into rows outlives every kind of work', {
  timeout: 180_000,
}, async () => {
  const worlds: LaterVersion[] = [];
  const calls = await simulateSeeds({
    seeds: FROM_ENVIRONMENT.seeds ?? 401,
    faults: 0.02,
    prepare: (world) => worlds.push(workBeside(world.tables)),
  });
  expect(calls).toBeGreaterThan(100_000);
  const losses = new Set(worlds.flatMap((world) => [...world.losses]));
  expect([...losses].filter((loss) => !MADE_ANEW.has(loss))).toEqual([]);
  const kept = new Set(worlds.flatMap((world) => [...world.kept]));
  expect(KEPT.filter((kind) => !kept.has(kind))).toEqual([]);
});
