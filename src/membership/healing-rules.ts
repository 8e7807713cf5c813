import type { RuleRow } from '../directory/rule-row.ts';
import type { RuleSource } from '../matching/rule-index-cache.ts';
import type { Stores } from '../ports/stores.ts';
import { UnreadableRowError } from '../ports/unreadable-row.ts';
import { projectRule } from './project-rule.ts';

/**
 * The rows an index is built from. One that is broken is a projection all the same: it is written anew from `meta` before
 * the index is used, so that no change is evaluated without it. Throws when that can't be done, or the row is a newer
 * version's.
 */
export function healingRules(stores: Pick<Stores, 'rules' | 'groups'>): RuleSource {
  const readSince = async (epoch: number): Promise<readonly RuleRow[]> => {
    const healed = new Set<string>();
    for (;;) {
      try {
        return await stores.rules.readSince(epoch);
      } catch (error) {
        if (!(error instanceof UnreadableRowError) || error.isNewer) throw error;
        const groupId = error.place.row;
        if (healed.has(groupId)) throw error;
        healed.add(groupId);
        await projectRule(stores, groupId);
      }
    }
  };
  return { readControl: () => stores.rules.readControl(), readSince };
}
