/** `MUSTER_TEST_INDEX=linear` lets the tests run with the index that asks every rule, which is the oracle of the other. */
import { vi } from 'vitest';
import type { PauseAll } from '../../src/directory/rule-control.ts';
import { type IndexedGroup, LinearRuleIndex } from '../../src/matching/rule-index.ts';

/** The linear index with what the owner of the other one calls; it reads the map and needs to be told nothing. */
class ToldLinearRuleIndex extends LinearRuleIndex {
  constructor(groups: ReadonlyMap<string, IndexedGroup>, pauseAll: () => PauseAll | null) {
    super(groups, pauseAll);
  }

  changed(): void {}

  async build(): Promise<void> {}

  readonly figures = {};
}

if (process.env.MUSTER_TEST_INDEX === 'linear')
  vi.doMock('../../src/matching/attribute-rule-index.ts', () => ({
    AttributeRuleIndex: ToldLinearRuleIndex,
  }));
