import type { GroupMeta } from '../directory/group-meta.ts';
import type { CompiledRule } from '../rules/compile-rule.ts';
import type { Context } from './context.ts';
import { isPaused } from './pausing.ts';

/**
 * The rule that decides on single objects in a group; null where none does: in an assigned, deleted or paused group, one
 * that follows other groups, and one whose rule can't be read.
 */
export function decidingRule(context: Context, meta: GroupMeta): CompiledRule | null {
  const rule = context.index.ruleOf(meta.id, meta.rule);
  const decides =
    meta.kind === 'dynamic' &&
    meta.deleted === null &&
    !isPaused(context, meta) &&
    rule !== null &&
    rule.memberOf === null;
  return decides ? rule : null;
}
