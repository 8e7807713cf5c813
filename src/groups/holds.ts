/** Holds as people see them and decide on them (design.md 11). */
import type { Breach } from '../directory/guard.ts';
import type { CauseKind, EndedHold, Hold, HoldStatus } from '../directory/hold.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Context } from '../membership/context.ts';
import { isExpired } from '../membership/end-hold.ts';
import { readRows } from '../membership/read-rows.ts';
import { type DecisionOutcome, rejectHold, releaseHold } from '../membership/release-hold.ts';
import type { PageRequest } from '../objects/list-objects.ts';
import type { HoldPlace } from '../ports/hold-ports.ts';
import type { Page } from '../ports/ports.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { RequestError, resourceNotFound } from '../util/errors.ts';
import { recheckExtensions } from './check-rule.ts';

/** Of a large directory there are thousands: each is read by itself. */
const READS_AT_ONCE = 32;

export interface HoldView {
  readonly id: string;
  readonly groupId: string;
  readonly cause: {
    readonly kind: CauseKind;
    readonly ruleVersion: number;
    /** The rule; null for an assigned group. */
    readonly text: string | null;
    readonly importId: string | null;
  };
  readonly createdDateTime: string;
  readonly expiresDateTime: string;
  readonly before: number;
  readonly additions: number;
  readonly removals: number;
  /** Members that single changes removed within the hour before; they stand. */
  readonly alreadyRemoved: number;
  readonly limits: readonly Breach[];
  readonly diffHash: string;
  readonly status: HoldStatus;
  readonly endedDateTime: string | null;
  readonly note: string | null;
  /** Entries of the diff that were no longer true when it was released. */
  readonly leftOut: number;
}

/** A member that a hold would add or remove, or that was removed before it. */
export interface HeldMember {
  readonly id: string;
  readonly kind: ObjectKind;
  readonly displayName: string | null;
}

/** Throws 404. */
export async function getHold(context: Context, id: string): Promise<HoldView> {
  const place = await context.holds.find(id);
  const view = place === null ? null : await viewOf(context, place);
  if (view === null) throw resourceNotFound(id);
  return view;
}

/** Newest first; with a status, only those. */
export async function listHolds(
  context: Context,
  status: HoldStatus | null,
): Promise<readonly HoldView[]> {
  const standing = await context.holds.listStanding();
  const ended = status === 'held' ? [] : await context.holds.listEnded();
  const places = new Map([...ended, ...standing].map((place) => [place.holdId, place]));
  const views = await mapAtOnce([...places.values()], READS_AT_ONCE, (place) =>
    viewOf(context, place),
  );
  return views
    .filter((view) => view !== null)
    .filter((view) => status === null || view.status === status)
    .sort((left, right) => right.createdDateTime.localeCompare(left.createdDateTime));
}

/** Who a hold would add or remove, or who was removed within the hour before it, in the order of their ordinals. Throws 404. */
export async function listHeldMembers(
  context: Context,
  about: { readonly id: string; readonly which: 'additions' | 'removals' | 'alreadyRemoved' },
  page: PageRequest,
): Promise<Page<HeldMember>> {
  const place = await context.holds.find(about.id);
  const hold = place === null ? null : await readHold(context, place);
  if (place === null || hold === null) throw resourceNotFound(about.id);
  const ordinals: number[] = [];
  const from = page.after === null ? 0 : Number(page.after) + 1;
  for (const ordinal of (await membersOf(context, place, { hold, which: about.which })).ordinals(
    from,
  )) {
    ordinals.push(ordinal);
    if (ordinals.length > page.top) break;
  }
  const shown = ordinals.slice(0, page.top);
  const items = (await readRows(context.objects, shown)).map(({ id, kind, attributes }) => ({
    id,
    kind,
    displayName: typeof attributes.displayName === 'string' ? attributes.displayName : null,
  }));
  return ordinals.length > shown.length ? { items, next: String(shown.at(-1)) } : { items };
}

/** Throws 404, and 409 with the hash of what is held now. */
export async function release(
  context: Context,
  id: string,
  decision: { readonly diffHash: string; readonly note: string | null },
): Promise<void> {
  const { groupId } = await placeOf(context, id);
  settle(await releaseHold(context, { ...decision, groupId, holdId: id }));
}

/** Throws 404, 409. */
export async function reject(context: Context, id: string, note: string | null): Promise<void> {
  const { groupId } = await placeOf(context, id);
  settle(await rejectHold(context, { groupId, holdId: id, note }));
  const group = await context.groups.readMeta(groupId);
  if (group !== null) await recheckExtensions(context, group.value);
}

async function placeOf(context: Context, id: string): Promise<HoldPlace> {
  const place = await context.holds.find(id);
  if (place === null) throw resourceNotFound(id);
  return place;
}

const REFUSALS = {
  ended: 'The hold has ended; nothing was changed.',
  changed:
    'The held change is not the one that was seen, or more has changed since than the guard allows; look at what is held now and decide again.',
  expired: 'The hold has expired; the change is worked out anew.',
  paused: 'All groups are paused; resume them, or this group, first.',
} as const;

function settle(outcome: DecisionOutcome): void {
  if (outcome.done) return;
  const { reason, diffHash } = outcome;
  throw new RequestError({
    status: 409,
    code: `hold${reason.charAt(0).toUpperCase()}${reason.slice(1)}`,
    message: REFUSALS[reason],
    inner: { diffHash },
  });
}

async function readHold(context: Context, place: HoldPlace): Promise<Hold | EndedHold | null> {
  const group = await context.groups.readMeta(place.groupId);
  const standing = group?.value.hold;
  if (standing?.id === place.holdId) return standing;
  return context.groups.readEndedHold(place.groupId, place.holdId);
}

/** Null: a place was kept for it, and it was never made. */
async function viewOf(context: Context, place: HoldPlace): Promise<HoldView | null> {
  const hold = await readHold(context, place);
  if (hold === null) return null;
  const ended = 'status' in hold ? hold : null;
  const standing = isExpired(hold, context.clock.now()) ? 'expired' : 'held';
  return {
    id: hold.id,
    groupId: place.groupId,
    cause: {
      kind: hold.cause.kind,
      ruleVersion: hold.ver,
      text: hold.rule,
      importId: hold.cause.importId,
    },
    createdDateTime: hold.created,
    expiresDateTime: hold.expires,
    before: hold.before,
    additions: hold.additions,
    removals: hold.removals,
    alreadyRemoved: hold.removedBefore?.count ?? 0,
    limits: hold.limits,
    diffHash: hold.diffHash,
    status: ended?.status ?? standing,
    endedDateTime: ended?.ended ?? null,
    note: ended?.note ?? null,
    leftOut: ended?.leftOut ?? 0,
  };
}

async function membersOf(
  context: Context,
  { groupId, holdId }: HoldPlace,
  about: { readonly hold: Hold; readonly which: 'additions' | 'removals' | 'alreadyRemoved' },
): Promise<OrdinalSet> {
  const { hold, which } = about;
  if (which === 'alreadyRemoved') return removedWithinTheHour(context, groupId, hold);
  const diff = await context.groups.readHeldDiff(groupId, holdId);
  return diff?.[which === 'additions' ? 'added' : 'removed'] ?? new OrdinalSet();
}

async function removedWithinTheHour(
  context: Context,
  groupId: string,
  { removedBefore, logStart }: Hold,
): Promise<OrdinalSet> {
  const removed = new OrdinalSet();
  if (removedBefore === null) return removed;
  for (const entry of await context.groups.readLog(groupId, removedBefore.seq - 1))
    if (entry.seq <= logStart) removed.addAll(entry.removed);
  return removed;
}
