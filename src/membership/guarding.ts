/** Which guards a change of a group has to pass, and which limits it is over (design.md invariant 9). */
import type { GroupMeta } from '../directory/group-meta.ts';
import { type Breach, breachesOf, type ChangeSize, type Guard } from '../directory/guard.ts';
import type { RunCause } from '../directory/hold.ts';
import type { Context } from './context.ts';

/** The limits a change is over, by the tenant's guards as this instance last read them. Empty: it may be done. */
export function breachesFor(
  context: Context,
  about: { readonly meta: GroupMeta; readonly cause: RunCause; readonly size: ChangeSize },
): readonly Breach[] {
  const { meta, cause, size } = about;
  // The first members of a new group are no change of anything.
  if (meta.membersVer === 0 || size.additions + size.removals === 0) return [];
  return breachesOf(guardsOf(context, meta, cause.importId !== null), size);
}

/** The guards that apply; those for imports only where an import is among the causes. */
export function guardsOf(context: Context, meta: GroupMeta, imported: boolean): readonly Guard[] {
  const { changes, imports } = context.index.control.guard;
  return [meta.guard, changes, imported ? imports : null].filter((guard) => guard !== null);
}
