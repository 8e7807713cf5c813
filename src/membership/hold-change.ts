/** Holds a change instead of making it: the diff is stored, members stay, and somebody decides (design.md invariant 9). */
import { createHash } from 'node:crypto';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { Breach } from '../directory/guard.ts';
import { HOLD_HOURS, type Hold, type RunCause } from '../directory/hold.ts';
import type { OrdinalSet } from '../directory/ordinal-set.ts';
import type { GroupWrite, StoredGroup } from '../ports/ports.ts';
import type { Context } from './context.ts';

/** A change that is over the guard. */
export interface GuardedChange {
  readonly cause: RunCause;
  readonly limits: readonly Breach[];
  readonly added: OrdinalSet;
  readonly removed: OrdinalSet;
  /** See Hold. */
  readonly removedBefore?: Hold['removedBefore'];
}

/**
 * The write that holds a change. Where the hold is found is written first: a hold that nobody can find would hold for
 * ever. The version is counted up where members were those of the present one: a deleted object is then looked for in the
 * group although its verdict does not change.
 */
export async function holdingWrite(
  context: Context,
  { meta, members }: Pick<StoredGroup, 'meta' | 'members'>,
  change: GuardedChange,
): Promise<GroupWrite & { readonly meta: GroupMeta }> {
  const { cause, limits, added, removed, removedBefore = null } = change;
  const now = context.clock.now();
  const ver = meta.ver === meta.membersVer ? meta.ver + 1 : meta.ver;
  const hold: Hold = {
    id: context.ids.guid(),
    cause,
    ver,
    rule: meta.rule,
    created: now.toISOString(),
    expires: new Date(now.getTime() + HOLD_HOURS * 60 * 60_000).toISOString(),
    before: members.size,
    additions: added.size,
    removals: removed.size,
    limits,
    diffHash: hashOf(ver, added, removed),
    logStart: meta.seq,
    removedBefore,
  };
  await context.holds.put({ holdId: hold.id, groupId: meta.id, created: hold.created });
  return {
    meta: { ...meta, ver, hold, cause, run: null, todoSince: null },
    heldDiff: { holdId: hold.id, added, removed },
  };
}

/** Names exactly these additions and removals for exactly this version of the rule. */
function hashOf(ver: number, added: OrdinalSet, removed: OrdinalSet): string {
  const numbers = [ver, added.size, ...added.ordinals(), ...removed.ordinals()];
  return createHash('sha256').update(Float64Array.from(numbers)).digest('hex');
}
