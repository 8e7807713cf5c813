/** Why each of many objects is a member of a group or not, since when, and what would have to be otherwise. */

import { invalidRule } from '../contract/rule-fault.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import { isSettled, type ObjectRow } from '../directory/object-row.ts';
import { checkSourcesSeen, validateHere } from '../groups/check-rule.ts';
import { findSubjects } from '../groups/directory-objects.ts';
import { asItCounts } from '../groups/effective-state.ts';
import type { Context } from '../membership/context.ts';
import { ruleObjectOf, scopeOf } from '../membership/object-change.ts';
import { MembershipView } from '../objects/direct-memberships.ts';
import { compileRule } from '../rules/compile-rule.ts';
import { type Details, explain } from '../rules/explain.ts';
import { ChangeFinder, type SmallestChange } from '../rules/smallest-change.ts';
import { validateRule } from '../rules/validate-rule.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { resourceNotFound } from '../util/errors.ts';
import type { Cause } from './cause.ts';
import { CauseReader } from './cause-reader.ts';
import type { Flip } from './flips.ts';
import { newestFlips } from './newest-flips.ts';

const READS_AT_ONCE = 32;

/** Whether the stored membership is what the rule says, or why not. Stable codes. */
export type Standing =
  | 'agrees'
  | 'assigned'
  | 'unsavedRule'
  | 'unknownObject'
  | 'paused'
  | 'held'
  | 'failed'
  | 'waiting'
  | 'pending'
  | 'differs';

/** The last time an object came into the group, or left it. */
export interface MembershipEvent {
  readonly time: string;
  readonly change: 'added' | 'removed';
  readonly cause: Cause;
}

/** What is known of one object; nothing is left out of it yet that a caller may not read. */
export interface ExplainedMember {
  readonly id: string;
  /** Null when there is no such object. */
  readonly row: ObjectRow | null;
  /** Null where no group was asked about. */
  readonly isMember: boolean | null;
  /** Null without a rule that can be read, and for an object that no rule looks at. */
  readonly details: Details | null;
  readonly verdict: boolean | null;
  /** Null where nothing is known to have happened. */
  readonly event: MembershipEvent | null;
  readonly change: SmallestChange | null;
  readonly standing: Standing;
}

/** `groupId` null: a rule alone. `rule` null: the group's own. */
export interface ExplainedAsk {
  readonly groupId: string | null;
  readonly memberIds: readonly string[];
  readonly rule: string | null;
}

/** Members explained; `hasUnseenSources`: the rule names groups whose members whoever asks may not see. */
export interface ExplainedMembers {
  readonly members: readonly ExplainedMember[];
  readonly hasUnseenSources: boolean;
}

/** Throws 404 for the group, 400 with every fault of a rule that is given. */
export async function explainMembers(
  context: Context,
  ask: ExplainedAsk,
): Promise<ExplainedMembers> {
  const group = ask.groupId === null ? null : await context.groups.read(ask.groupId);
  if (ask.groupId !== null && (group === null || group.meta.deleted !== null))
    throw resourceNotFound(ask.groupId);
  const control = await context.rules.readControl();
  const meta = group === null ? null : asItCounts(control, group.meta);
  const rows = await findSubjects(context, ask.memberIds);
  const judge = await judgeOf(context, { rule: ask.rule, meta });
  const events = await eventsOf(context, meta, [...rows.values()]);
  const members = await mapAtOnce(ask.memberIds, READS_AT_ONCE, async (id) => {
    const row = rows.get(id) ?? null;
    const isMember = group === null ? null : row !== null && group.members.has(row.ordinal);
    const judged = row === null ? NOT_JUDGED : await judge.judge(row);
    const standing = standingOf({
      row,
      meta,
      isMember,
      verdict: judged.verdict,
      isUnsaved: ask.rule !== null,
    });
    const event = row === null ? null : (events.get(row.ordinal) ?? null);
    return { id, row, isMember, ...judged, event, standing };
  });
  return { members, hasUnseenSources: judge.hasUnseenSources };
}

interface Judged {
  readonly details: Details | null;
  readonly verdict: boolean | null;
  readonly change: SmallestChange | null;
}

const NOT_JUDGED: Judged = { details: null, verdict: null, change: null };

interface Judge {
  readonly hasUnseenSources: boolean;
  readonly judge: (row: ObjectRow) => Promise<Judged>;
}

async function judgeOf(
  context: Context,
  about: { readonly rule: string | null; readonly meta: GroupMeta | null },
): Promise<Judge> {
  const { rule, meta } = about;
  const text = rule ?? meta?.rule ?? null;
  if (text === null) return { hasUnseenSources: false, judge: async () => NOT_JUDGED };
  const validation = rule === null ? validateRule(text) : await validateHere(context, text);
  if (!validation.valid) {
    if (rule !== null) throw invalidRule(validation.errors);
    return { hasUnseenSources: false, judge: async () => NOT_JUDGED };
  }
  const { memberOf } = compileRule(validation);
  if (rule !== null && memberOf !== null) await checkSourcesSeen(context, memberOf);
  const hasUnseenSources =
    memberOf !== null && rule === null && !(await seesAll(context, memberOf));
  const view = memberOf === null ? null : await MembershipView.open(context);
  const now = context.clock.now();
  const finder = new ChangeFinder(validation, now);
  return {
    hasUnseenSources,
    judge: async (row) => {
      const seen = ruleObjectOf(row);
      if (seen === null || scopeOf(row) !== validation.scope) return ofAnotherKind(text);
      const object =
        view === null ? seen : { ...seen, memberOf: await sourcesOf(view, row, memberOf ?? []) };
      const details = explain(validation.ast, text, object, { now });
      return { details, verdict: details.expressionResult, change: finder.find(object) };
    },
  };
}

async function seesAll(context: Context, sources: readonly string[]): Promise<boolean> {
  if (context.reader.seesAll) return true;
  const groups = await mapAtOnce(sources, READS_AT_ONCE, (id) => context.groups.readMeta(id));
  return groups.every((group) => group === null || context.reader.seesMembersOf(group.value));
}

async function sourcesOf(
  view: MembershipView,
  row: ObjectRow,
  sources: readonly string[],
): Promise<readonly string[]> {
  const memberships = view.of(row);
  const found = await mapAtOnce(sources, READS_AT_ONCE, (id) => memberships.find(id));
  return found.flatMap((membership) => membership?.id ?? []);
}

/** A rule on users selects no device: nothing of it is evaluated. */
function ofAnotherKind(text: string): Judged {
  const details = { expression: text, expressionResult: false, expressionEvaluationDetails: [] };
  return { details, verdict: false, change: null };
}

async function eventsOf(
  context: Context,
  meta: GroupMeta | null,
  rows: readonly ObjectRow[],
): Promise<ReadonlyMap<number, MembershipEvent>> {
  if (meta === null) return new Map();
  const ordinals = rows.map(({ ordinal }) => ordinal);
  const flips = await newestFlips(context, { groupId: meta.id, ordinals, newest: meta.seq });
  const reader = new CauseReader(context);
  const events = await mapAtOnce([...flips], READS_AT_ONCE, async ([ordinal, flip]) => {
    const event = eventOf(flip, await reader.ofFlip(meta.id, ordinal, flip));
    return [ordinal, event] as const;
  });
  return new Map(events);
}

function eventOf({ time, added }: Flip, cause: Cause): MembershipEvent {
  return { time, change: added ? 'added' : 'removed', cause };
}

/** What keeps a membership from being what the rule says, the most lasting first. */
function standingOf(about: {
  readonly row: ObjectRow | null;
  readonly meta: GroupMeta | null;
  readonly isMember: boolean | null;
  readonly verdict: boolean | null;
  readonly isUnsaved: boolean;
}): Standing {
  const { row, meta, isMember, verdict } = about;
  if (row === null) return 'unknownObject';
  if (meta === null || about.isUnsaved) return 'unsavedRule';
  if (meta.kind === 'assigned') return 'assigned';
  if (verdict === isMember) return 'agrees';
  if (meta.state === 'Paused') return 'paused';
  if (meta.hold !== null) return 'held';
  if (meta.error !== null || verdict === null) return 'failed';
  if (meta.todoSince !== null || meta.membersVer !== meta.ver) return 'waiting';
  return isSettled(row) ? 'differs' : 'pending';
}
