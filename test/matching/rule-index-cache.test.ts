/** Rules that change while an instance is at work, and the builds of its index. */
import { expect, it } from 'vitest';
import { DEFAULT_TENANT_GUARD } from '../../src/directory/guard.ts';
import type { RuleControl } from '../../src/directory/rule-control.ts';
import type { RuleRow } from '../../src/directory/rule-row.ts';
import { RuleIndexCache } from '../../src/matching/rule-index-cache.ts';
import { rowOf } from './indexes.ts';

const NOW = new Date('2026-01-15T12:00:00Z');

/** The rules table, and an instance that reads it. */
class Rules {
  readonly #rows = new Map<string, RuleRow>();
  #epoch = 0;
  readonly cache = new RuleIndexCache(
    {
      readControl: async () => this.#control(),
      readSince: async (epoch) => [...this.#rows.values()].filter((row) => row.epoch > epoch),
    },
    { now: () => NOW },
  );

  save(id: string, rule: string | null): void {
    this.#epoch++;
    this.#rows.set(id, { ...rowOf(id, rule), epoch: this.#epoch });
  }

  async selecting(object: Record<string, string>): Promise<readonly string[]> {
    const index = await this.cache.refresh();
    return [...index.selecting('user', object, NOW)].sort();
  }

  #control(): RuleControl {
    const { guard, guardEtag, epochEtag } = {
      guard: DEFAULT_TENANT_GUARD,
      guardEtag: null,
      epochEtag: null,
    };
    return { epoch: this.#epoch, epochEtag, pauseAll: null, guard, guardEtag };
  }
}

function manyRules(count: number): Rules {
  const rules = new Rules();
  for (let at = 0; at < count; at++) rules.save(`g${at}`, `user.city -eq "City ${at}"`);
  return rules;
}

it('a changed rule counts at once, and its old one no longer', async () => {
  const rules = manyRules(500);
  expect(await rules.selecting({ city: 'city 7' })).toEqual(['g7']);
  rules.save('g7', 'user.city -eq "City 8"');
  expect(await rules.selecting({ city: 'city 7' })).toEqual([]);
  expect(await rules.selecting({ city: 'city 8' })).toEqual(['g7', 'g8']);
  rules.save('g8', null);
  expect(await rules.selecting({ city: 'city 8' })).toEqual(['g7']);
});

it('a rule that goes and comes back as it was counts once', async () => {
  const rules = manyRules(500);
  await rules.cache.refresh();
  for (const rule of [
    null,
    'user.city -eq "City 7"',
    'user.mail -eq "x"',
    'user.city -eq "City 7"',
  ]) {
    rules.save('g7', rule);
    await rules.cache.refresh();
  }
  expect(await rules.selecting({ city: 'city 7' })).toEqual(['g7']);
});

it('rules that change in the middle of a build count in it and after it', async () => {
  const rules = manyRules(3_000);
  let slices = 0;
  rules.cache.buildInSlices(async () => {
    slices++;
    if (slices === 1) rules.save('g7', 'user.city -eq "Oslo"');
    if (slices === 2) rules.save('g8', null);
    if (slices === 3) rules.save('new', 'user.city -startsWith "Os"');
    if (slices > 3) return;
    const expected = [[], ['g7'], ['g7'], ['g7', 'new']][slices];
    expect(await rules.selecting({ city: 'oslo' })).toEqual(expected);
  });
  expect(await rules.selecting({ city: 'oslo' })).toEqual(['g7', 'new']);
  expect(await rules.selecting({ city: 'city 7' })).toEqual([]);
  expect(await rules.selecting({ city: 'city 8' })).toEqual([]);
  expect(slices).toBeGreaterThan(3);
});

it('a build that fails leaves the rules in force, and is done again', async () => {
  const rules = manyRules(500);
  let fails = true;
  rules.cache.buildInSlices(async () => {
    if (fails) throw new Error('Interrupted.');
  });
  await expect(rules.cache.refresh()).rejects.toThrow('Interrupted.');
  expect(await rules.selecting({ city: 'city 7' })).toEqual(['g7']);
  fails = false;
  rules.save('g8', 'user.city -eq "City 7"');
  expect(await rules.selecting({ city: 'city 7' })).toEqual(['g7', 'g8']);
});
