/** Decides on a hold: what was held is done, or given up (design.md invariant 9). */
import { expectingNothing, type GroupMeta } from '../directory/group-meta.ts';
import { type Breach, breachesOf } from '../directory/guard.ts';
import type { EndedHold, Hold } from '../directory/hold.ts';
import type { OrdinalSet } from '../directory/ordinal-set.ts';
import type { GroupWrite, HeldDiff, StoredGroup } from '../ports/ports.ts';
import type { Context } from './context.ts';
import { editGroup, wantRun } from './edit-group.ts';
import { endOf, isExpired } from './end-hold.ts';
import { guardsOf } from './guarding.ts';
import { holdingWrite } from './hold-change.ts';
import { replay } from './log-entry.ts';
import { sourcesOf, unionOf } from './member-of.ts';
import { isPaused } from './pausing.ts';
import { writeOfSwap } from './swap-members.ts';

/** Which hold, and what the one who decides has seen of it. */
export interface Decision {
  readonly groupId: string;
  readonly holdId: string;
  readonly note: string | null;
}

/** What came of a decision. */
export type DecisionOutcome =
  | { readonly done: true }
  /**
   * Nothing was done: it ended before; it is not the diff that was seen (or what changed meanwhile is over the guard
   * itself, and a new hold was made); nobody decided in time; the group is paused.
   */
  | {
      readonly done: false;
      readonly reason: 'ended' | 'changed' | 'expired' | 'paused';
      /** The hash of what is held now; null: nothing is. */
      readonly diffHash: string | null;
    };

/**
 * Does what was held, in one transaction: the entries of the diff that are still true, and the logged verdicts of what has
 * changed since. Only for the hash of exactly this diff. Whatever lies outside the diff has to pass the guard itself.
 */
export async function releaseHold(
  context: Context,
  decision: Decision & { readonly diffHash: string },
): Promise<DecisionOutcome> {
  return decide(context, decision, async (group, hold) => {
    if (hold.diffHash !== decision.diffHash) return refused(group, 'changed');
    const diff = await context.groups.readHeldDiff(group.meta.id, hold.id);
    if (diff === null) throw new Error(`The diff of hold ${hold.id} is missing.`);
    const members = await membersAfter(context, group, { hold, diff });
    if (members === null) return workedOutAnew(context, group.meta, hold);
    const outside = outsideOf(group, members, diff);
    const limits = breachesOfOutside(context, group, outside);
    if (limits.length > 0) return heldAnew(context, group, { hold, members, limits });
    const now = context.clock.now();
    const leftOut =
      diff.added.minus(members).size + diff.removed.size - diff.removed.minus(members).size;
    const endedHold = endOf(hold, { status: 'released', now, note: decision.note, leftOut });
    return {
      write: {
        ...writeOfSwap(group, { members, cause: { kind: 'release', by: context.by } }, now),
        endedHold,
      },
    };
  });
}

/** Gives up what was held: an edited rule goes back to the one before, as a new version; for any other cause the group is paused. */
export async function rejectHold(context: Context, decision: Decision): Promise<DecisionOutcome> {
  return decide(context, decision, async ({ meta }, hold) => {
    const now = context.clock.now();
    const endedHold = endOf(hold, { status: 'rejected', now, note: decision.note });
    return { write: { meta: rejected(meta, hold, now.toISOString()), endedHold } };
  });
}

function rejected(meta: GroupMeta, hold: Hold, time: string): GroupMeta {
  if (hold.cause.kind === 'rule' && meta.membersRule !== null)
    return {
      ...wantRun(expectingNothing(meta), { time, kind: 'rule' }),
      rule: meta.membersRule,
    };
  const ver = meta.ver + 1;
  return { ...meta, ver, state: 'Paused', todoSince: null, cause: null, run: null, hold: null };
}

type Step = { readonly write: GroupWrite; readonly outcome?: DecisionOutcome } | DecisionOutcome;

async function decide(
  context: Context,
  decision: Decision,
  step: (group: StoredGroup, hold: Hold) => Promise<Step>,
): Promise<DecisionOutcome> {
  // The guards and a pause of all groups are read before the group, as for every look.
  await context.index.refresh();
  let outcome: DecisionOutcome = { done: false, reason: 'ended', diffHash: null };
  await editGroup(context, decision.groupId, async (group) => {
    const { hold } = group.meta;
    const reason = whyNot(context, group.meta, decision);
    const taken =
      hold === null || reason !== null
        ? refused(group, reason ?? 'ended')
        : await step(group, hold);
    if (!('write' in taken)) {
      outcome = taken;
      return null;
    }
    outcome = taken.outcome ?? { done: true };
    return taken.write;
  });
  return outcome;
}

function whyNot(
  context: Context,
  meta: GroupMeta,
  { holdId }: Decision,
): 'ended' | 'expired' | 'paused' | null {
  if (meta.deleted !== null || meta.hold === null || meta.hold.id !== holdId) return 'ended';
  if (isExpired(meta.hold, context.clock.now())) return 'expired';
  return isPaused(context, meta) ? 'paused' : null;
}

function refused(
  { meta }: StoredGroup,
  reason: 'ended' | 'changed' | 'expired' | 'paused',
): DecisionOutcome {
  return { done: false, reason, diffHash: meta.hold?.diffHash ?? null };
}

/**
 * A group that follows others has what they have now; for any other the diff, and over it what was logged since. Null: one
 * of the others follows some itself by now, so that it cannot be followed.
 */
async function membersAfter(
  context: Context,
  group: StoredGroup,
  { hold, diff }: { readonly hold: Hold; readonly diff: HeldDiff },
): Promise<OrdinalSet | null> {
  const sources = sourcesOf(context, group.meta);
  if (sources !== null) {
    const { union, chained } = await unionOf(context, sources);
    return chained === null ? union : null;
  }
  const members = group.members.minus(diff.removed);
  members.addAll(diff.added);
  replay(await context.groups.readLog(group.meta.id, hold.logStart), members);
  return members;
}

/** The look that follows says what is wrong with the rule. */
function workedOutAnew(context: Context, meta: GroupMeta, hold: Hold): Step {
  const now = context.clock.now();
  const endedHold = endOf(hold, { status: 'superseded', now });
  return {
    write: { meta: wantRun(meta, { time: now.toISOString(), kind: hold.cause.kind }), endedHold },
    outcome: { done: false, reason: 'changed', diffHash: null },
  };
}

/** What would change beyond what was seen. */
function outsideOf(
  group: StoredGroup,
  members: OrdinalSet,
  diff: HeldDiff,
): { readonly added: OrdinalSet; readonly removed: OrdinalSet } {
  return {
    added: members.minus(group.members).minus(diff.added),
    removed: group.members.minus(members).minus(diff.removed),
  };
}

function breachesOfOutside(
  context: Context,
  { meta, members }: StoredGroup,
  outside: { readonly added: OrdinalSet; readonly removed: OrdinalSet },
): readonly Breach[] {
  const size = {
    before: members.size,
    additions: outside.added.size,
    removals: outside.removed.size,
  };
  return breachesOf(guardsOf(context, meta, meta.cause?.importId != null), size);
}

async function heldAnew(
  context: Context,
  group: StoredGroup,
  about: { readonly hold: Hold; readonly members: OrdinalSet; readonly limits: readonly Breach[] },
): Promise<Step> {
  const { hold, members, limits } = about;
  const holding = await holdingWrite(context, group, {
    cause: group.meta.cause ?? hold.cause,
    limits,
    added: members.minus(group.members),
    removed: group.members.minus(members),
    removedBefore: hold.removedBefore,
  });
  const endedHold: EndedHold = endOf(hold, { status: 'superseded', now: context.clock.now() });
  const diffHash = holding.meta.hold?.diffHash ?? null;
  return {
    write: { ...holding, endedHold },
    outcome: { done: false, reason: 'changed', diffHash },
  };
}
