/** The guards of one group and of all (design.md invariant 9), and what else is set of a group here. */
import type { GroupSettings } from '../contract/guard-type.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { Guard, TenantGuard } from '../directory/guard.ts';
import { welcomeMailOf, withWelcomeMail } from '../directory/welcome.ts';
import type { Context } from '../membership/context.ts';
import { editGroup } from '../membership/edit-group.ts';
import { badRequest, resourceNotFound } from '../util/errors.ts';

/** As changeGroupSettings, whatever was known of the group. */
export function setGuard(context: Context, id: string, guard: Guard | null): Promise<boolean> {
  return changeGroupSettings(context, { id, settings: { guard }, check: () => {} });
}

/**
 * Sets or takes away a group's own guard (what is held already stays held), and switches its welcome mail on or off. Answers
 * whether that changed anything. Throws 404; 400 for a guard of an assigned group and for the mail of a security group;
 * whatever `check` throws of the group as it stands.
 */
export async function changeGroupSettings(
  context: Context,
  change: {
    readonly id: string;
    readonly settings: GroupSettings;
    readonly check: (meta: GroupMeta) => void;
  },
): Promise<boolean> {
  const { id, settings, check } = change;
  let wrote = false;
  const changed = await editGroup(context, id, ({ meta }) => {
    if (meta.deleted !== null) throw resourceNotFound(id);
    check(meta);
    const next = withSettings(meta, settings);
    wrote = !isSame(meta.guard, next.guard) || welcomeMailOf(meta) !== welcomeMailOf(next);
    return wrote ? { meta: next } : null;
  });
  if (changed === null) throw resourceNotFound(id);
  return wrote;
}

function withSettings(meta: GroupMeta, { guard, welcomeMail }: GroupSettings): GroupMeta {
  if (guard !== undefined) checkGuard(meta.kind, guard);
  if (welcomeMail !== undefined && welcomeMailOf(meta) === null)
    throw badRequest('Only a Microsoft 365 group sends welcome mail.');
  const guarded = guard === undefined ? meta : { ...meta, guard };
  return welcomeMail === undefined ? guarded : withWelcomeMail(guarded, welcomeMail);
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
