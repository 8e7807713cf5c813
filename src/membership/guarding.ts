/** Which guards a change of a group has to pass, and which limits it is over (design.md invariant 9). */
import type { GroupMeta } from '../directory/group-meta.ts';
import { type Breach, breachesOf, type ChangeSize, type Guard } from '../directory/guard.ts';
import type { RunCause } from '../directory/hold.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { ImportRecord } from '../ports/import-ports.ts';
import type { StoredGroup } from '../ports/ports.ts';
import type { Context } from './context.ts';

/** Of a property that fewer objects had, losing it is no sign of a broken import. */
const BLANKED_MINIMUM = 20;

/** The limits a change is over, by the tenant's guards as this instance last read them. Empty: it may be done. */
export async function breachesFor(
  context: Context,
  about: { readonly meta: GroupMeta; readonly cause: RunCause; readonly size: ChangeSize },
): Promise<readonly Breach[]> {
  const { meta, cause, size } = about;
  // The first members of a new group are no change of anything.
  if (meta.membersVer === 0 || size.additions + size.removals === 0) return [];
  const { importId } = cause;
  const guards = guardsOf(context, meta, importId !== null);
  const breaches = [...breachesOf(guards, size), ...sizeBreaches(meta, size)];
  const record = importId === null ? null : await context.openImports.read(importId);
  return record === null ? breaches : [...breaches, ...blankedBy(context, record)];
}

/** The limits of size among the rule tests of the group. A change that brings it nearer to them is no breach. */
function sizeBreaches({ ruleTests }: GroupMeta, size: ChangeSize): readonly Breach[] {
  const { min = null, max = null } = ruleTests?.size ?? {};
  const { before, additions, removals } = size;
  const actual = before + additions - removals;
  if (min !== null && actual < min && actual < before)
    return [{ name: 'minimumSize', limit: min, actual }];
  if (max !== null && actual > max && actual > before)
    return [{ name: 'maximumSize', limit: max, actual }];
  return [];
}

/** The guards that apply; those for imports only where an import is among the causes. */
export function guardsOf(context: Context, meta: GroupMeta, imported: boolean): readonly Guard[] {
  const { changes, imports } = context.index.control.guard;
  return [meta.guard, changes, imported ? imports : null].filter((guard) => guard !== null);
}

/**
 * The import among those that some objects came by, or were read with, whose changes may be too many for the group: they
 * are evaluated together, by a run, and not one by one. Null: none could be.
 */
export async function importToGuard(
  context: Context,
  { meta, members }: StoredGroup,
  importIds: Iterable<string | null>,
): Promise<string | null> {
  if (meta.membersVer === 0) return null;
  for (const id of new Set(importIds)) {
    const record = id === null ? null : await context.openImports.read(id);
    if (record === null) continue;
    const size = { before: members.size, additions: record.objects, removals: record.objects };
    const limits = breachesOf(guardsOf(context, meta, true), size);
    if (limits.length > 0 || blankedBy(context, record).length > 0) return id;
  }
  return null;
}

/** The imports that objects came by and that have not been looked at. */
export function importsOf(rows: readonly ObjectRow[]): ReadonlySet<string> {
  return new Set(rows.flatMap(({ importId }) => (importId === null ? [] : [importId])));
}

/** The breaker: an import that takes a property from more objects than is likely has its changes held everywhere. */
function blankedBy(context: Context, { blanked }: ImportRecord): readonly Breach[] {
  const limit = context.index.control.guard.blankedShare;
  if (limit === null) return [];
  return Object.entries(blanked)
    .filter(([, count]) => count.had >= BLANKED_MINIMUM)
    .map(([property, count]) => ({
      name: `blanked:${property}`,
      limit,
      actual: Math.round((count.blanked / count.had) * 10_000) / 100,
    }))
    .filter(({ actual }) => actual > limit);
}
