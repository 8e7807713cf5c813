/** The guards of one group and of all (design.md invariant 9). */
import type { GroupMeta } from '../directory/group-meta.ts';
import type { Guard, TenantGuard } from '../directory/guard.ts';
import type { Context } from '../membership/context.ts';
import { editGroup } from '../membership/edit-group.ts';
import { badRequest, resourceNotFound } from '../util/errors.ts';

/** As changeGuard, whatever was known of the group. */
export function setGuard(context: Context, id: string, guard: Guard | null): Promise<boolean> {
  return changeGuard(context, { id, guard, check: () => {} });
}

/**
 * Sets or takes away a group's own guard; what is held already stays held. Answers whether that changed anything. Throws 404;
 * 400 for an assigned group; whatever `check` throws of the group as it stands.
 */
export async function changeGuard(
  context: Context,
  change: {
    readonly id: string;
    readonly guard: Guard | null;
    readonly check: (meta: GroupMeta) => void;
  },
): Promise<boolean> {
  const { id, guard, check } = change;
  let wrote = false;
  const changed = await editGroup(context, id, ({ meta }) => {
    if (meta.deleted !== null) throw resourceNotFound(id);
    check(meta);
    checkGuard(meta.kind, guard);
    wrote = !isSame(meta.guard, guard);
    return wrote ? { meta: { ...meta, guard } } : null;
  });
  if (changed === null) throw resourceNotFound(id);
  return wrote;
}

/** Throws 400 where a group cannot have the guard. */
export function checkGuard(kind: GroupMeta['kind'], guard: Guard | null): void {
  if (kind === 'assigned' && guard !== null)
    throw badRequest('Only a group with a membership rule can have a guard.');
}

export async function readTenantGuard(context: Context): Promise<TenantGuard> {
  return (await context.rules.readControl()).guard;
}

/** Changes the guard for all groups; what is left out stays. Throws whatever `check` throws of the guard as it stands. */
export async function changeTenantGuard(
  context: Context,
  change: { readonly [Name in keyof TenantGuard]?: TenantGuard[Name] | undefined },
  check: (known: TenantGuard) => void = () => {},
): Promise<TenantGuard> {
  for (;;) {
    const { guard: known, guardEtag } = await context.rules.readControl();
    check(known);
    const guard: TenantGuard = {
      ...known,
      ...(change.changes !== undefined && { changes: change.changes }),
      ...(change.imports !== undefined && { imports: change.imports }),
      ...(change.blankedShare !== undefined && { blankedShare: change.blankedShare }),
    };
    if (await context.rules.writeTenantGuard(guard, guardEtag)) return guard;
  }
}

function isSame(left: Guard | null, right: Guard | null): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
