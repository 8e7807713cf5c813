/** Applies lines of groups, one after the other: a rule may name a group that stands before it. */
import type { GroupMeta } from '../directory/group-meta.ts';
import { changeGroup } from '../groups/change-group.ts';
import { createGroup } from '../groups/create-group.ts';
import { findNamedGroup } from '../groups/group-name.ts';
import { checkGuard, setGuard } from '../groups/guards.ts';
import type { Context } from '../membership/context.ts';
import type { PendingReference } from '../ports/import-ports.ts';
import { badRequest, RequestError } from '../util/errors.ts';
import type { GroupLine } from './import-line.ts';
import type { PartWork } from './part-work.ts';

/** Applies the lines; members and owners are left in `deferred`, and are added once all groups of the part are there. */
export async function importGroups(work: PartWork, lines: readonly GroupLine[]): Promise<void> {
  if (lines.length === 0) return;
  for (const line of lines) {
    await work.progress.attempt(line.line, async () => {
      const id = await importGroup(work, line);
      defer(work, line, { id, target: 'members' });
      defer(work, line, { id, target: 'owners' });
    });
  }
  await work.plan({ groupIds: work.deferred.filter(isOfMembers).map(({ id }) => id) });
}

/** The group that a line means; null when there is none. */
export async function findGroup(context: Context, line: GroupLine): Promise<GroupMeta | null> {
  const { name, value } = line.key;
  if (name === 'mailNickname') return findNamedGroup(context, name, value);
  const group = await context.groups.readMeta(value.toLowerCase());
  return group === null || group.value.deleted !== null ? null : group.value;
}

/** Throws RequestError 400 for members of a group that is dynamic, and for the guard of one that is not. */
export function checkKindOf(line: GroupLine, kind: GroupMeta['kind']): void {
  checkGuard(kind, line.guard ?? null);
  if (kind === 'dynamic' && line.members.length > 0)
    throw badRequest('The members of a dynamic group follow from its rule and cannot be imported.');
}

async function importGroup(work: PartWork, line: GroupLine): Promise<string> {
  const { context, progress } = work;
  const standing = await findGroup(context, line);
  if (standing !== null) return changeStanding(work, line, standing);
  const draft = line.create();
  checkKindOf(line, draft.kind);
  try {
    const { value } = await createGroup(context, draft);
    if (line.guard != null) await setGuard(context, value.id, line.guard);
    progress.note(line.line, 'created');
    return value.id;
  } catch (error) {
    // An attempt beside this one may have been faster.
    const made = error instanceof RequestError ? await findGroup(context, line) : null;
    if (made === null) throw error;
    return changeStanding(work, line, made);
  }
}

async function changeStanding(work: PartWork, line: GroupLine, meta: GroupMeta): Promise<string> {
  const change = line.change(meta);
  checkKindOf(line, change.kind ?? meta.kind);
  const wasChanged = await changeGroup(work.context, meta.id, change);
  const wasGuarded =
    line.guard !== undefined && (await setGuard(work.context, meta.id, line.guard));
  const wrote = wasChanged || wasGuarded;
  work.progress.note(line.line, wrote ? 'changed' : 'unchanged');
  return meta.id;
}

function defer(
  work: PartWork,
  { line, ...lists }: GroupLine,
  about: { readonly id: string; readonly target: 'members' | 'owners' },
): void {
  const references = lists[about.target];
  if (references.length === 0) return;
  const counted = work.progress.isCounted(line);
  work.deferred.push({ ...about, line, references, was: null, counted });
}

function isOfMembers({ target }: PendingReference): boolean {
  return target === 'members';
}
