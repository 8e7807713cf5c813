/** Looks over the engine's shoulder: every write of a group is held to the invariants that must hold at any moment. */
import { type GroupMeta, isFrozen } from '../../src/directory/group-meta.ts';
import { isSettled, type ObjectRow } from '../../src/directory/object-row.ts';
import type { GroupWrite, StoredGroup } from '../../src/ports/ports.ts';
import type { Stores } from '../../src/ports/stores.ts';
import { pooled } from './rule-pool.ts';

/** A violation found while a schedule ran; it fails the schedule whatever the engine does with the error. */
export interface Watch {
  readonly violations: string[];
}

/** `stores` with every successful write of a group checked; `direct` reads what is stored without taking turns. */
export function watchGroups(stores: Stores, about: Surroundings): Stores {
  const seen = new Map<string, StoredGroup>();
  const read: Stores['groups']['read'] = async (id) => {
    const group = await stores.groups.read(id);
    if (group !== null) seen.set(`${id} ${group.etag}`, group);
    return group;
  };
  const write: Stores['groups']['write'] = async (etag, change) => {
    const written = await stores.groups.write(etag, change);
    const before = seen.get(`${change.meta.id} ${etag}`);
    if (written !== null && before !== undefined) await check(before, change, about);
    return written;
  };
  return { ...stores, groups: { ...stores.groups, read, write } };
}

interface Surroundings {
  readonly direct: Stores;
  readonly watch: Watch;
  readonly now: () => Date;
  /** Whether a pause of all groups was acknowledged before the process began what it does. */
  readonly hasHeardOf: (since: string) => boolean;
}

async function check(before: StoredGroup, change: GroupWrite, about: Surroundings): Promise<void> {
  const after = change.members;
  if (after === undefined) return;
  const removed = before.members.minus(after);
  const added = after.minus(before.members);
  const rows = await Promise.all(
    [...removed.ordinals()].map((ordinal) => about.direct.objects.read(ordinal)),
  );
  const living = rows.filter((row): row is ObjectRow => row?.deleted === null);
  const report = (text: string) => about.watch.violations.push(`${text} (group ${before.meta.id})`);
  if (isUntouchable(before.meta, change.meta) && (living.length > 0 || !added.isEmpty)) {
    report('members of a paused or waiting group changed');
  }
  if (change.meta.kind === 'dynamic') {
    const size = { removals: living.length, additions: added.size };
    for (const fault of await faultsOf(before, change, { ...about, size })) report(fault);
  }
  // A clock rule may be late by the time from a verdict to its commit; the timer puts that right.
  const rule = pooled(change.meta.rule);
  // A run is right for the instant at which it evaluated; what the clock has changed since, a timer brings.
  const stays = (row: ObjectRow) =>
    rule?.usesClock === false &&
    row.kind === rule.kind &&
    isSettled(row) &&
    rule.means(row, about.now());
  if (change.meta.kind === 'dynamic' && living.some(stays))
    report('somebody who belongs was removed');
}

/** A look at a paused group, or at one whose members are and stay those of an older version, may only take deleted objects out. */
function isUntouchable(before: GroupMeta, after: GroupMeta): boolean {
  if (before.kind !== 'dynamic' || after.kind !== 'dynamic' || after.edit !== before.edit)
    return false;
  return before.state === 'Paused' || (isFrozen(before) && isFrozen(after));
}

/** What must not happen to members of a dynamic group, whatever the rule says. */
async function faultsOf(
  before: StoredGroup,
  change: GroupWrite,
  about: Surroundings & {
    readonly size: { readonly removals: number; readonly additions: number };
  },
): Promise<readonly string[]> {
  const { removals, additions } = about.size;
  if (removals + additions === 0) return [];
  const faults: string[] = [];
  const kind = change.log?.cause.kind;
  if (change.meta.hold !== null) faults.push('members changed while a change is held');
  if (
    isOverGuard(before, { removals, additions: kind === 'run' ? additions : 0 }) &&
    kind !== 'release'
  )
    faults.push('a change over the guard was made');
  const { pauseAll } = await about.direct.rules.readControl();
  const pause = pauseAll?.value;
  if (
    pause?.state === 'paused' &&
    !pause.exceptions.includes(before.meta.id) &&
    about.hasHeardOf(pause.since)
  )
    faults.push('members changed although all groups are paused');
  return faults;
}

/** By the group's own guard; single changes are limited in removals only. */
function isOverGuard(
  { meta, members }: StoredGroup,
  size: { readonly removals: number; readonly additions: number },
): boolean {
  if (meta.guard === null || meta.membersVer === 0 || members.size < meta.guard.minimumSize)
    return false;
  const { guard } = meta;
  return (['removals', 'additions'] as const).some((way) => {
    const { count, share } = guard[way];
    if (count !== null && size[way] > count) return true;
    return share !== null && percent(size[way], members.size) > share;
  });
}

function percent(part: number, whole: number): number {
  return part === 0 ? 0 : (100 * part) / Math.max(whole, 1);
}

/** What the watch found, as one error. */
export function assertUnbroken(watch: Watch): void {
  if (watch.violations.length > 0) throw new Error(watch.violations.join('\n'));
}
