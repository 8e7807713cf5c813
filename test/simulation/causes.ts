/**
 * The law of history: every coming and going of a member has a cause, and the cause is true: the plain interpreter, with the
 * rule as it then was, on the attributes as the object's events tell them, gives the verdict that was written.
 */
import type { ObjectEvent } from '../../src/directory/object-event.ts';
import type { ObjectRow } from '../../src/directory/object-row.ts';
import type { RuleScope } from '../../src/directory/rule-object.ts';
import { toRuleObject } from '../../src/directory/to-rule-object.ts';
import type { Cause } from '../../src/history/cause.ts';
import { type Interval, memberHistory } from '../../src/history/member-history.ts';
import type { Context } from '../../src/membership/context.ts';
import { evaluate } from '../../src/rules/evaluate.ts';
import { validateRule } from '../../src/rules/validate-rule.ts';
import { applyChanges } from '../support/replay-events.ts';
import { expectSame, type Found } from './check-world.ts';

/** How many flips were explained, by the kind of their cause. */
export type Explained = Map<string, number>;

/** Throws for the first membership whose history is not true. */
export async function checkCauses(context: Context, found: Found, explained: Explained) {
  for (const row of found.rows) {
    // An id that was used again is that of the newer object; nobody knows the id of a tombstone put before a slow creator,
    // nor that of a group whose creation was given up.
    const claim = await context.lookups.read('id', row.id);
    const known = row.kind === 'group' ? found.groups.get(row.id)?.meta.ordinal : claim?.value;
    if (known !== row.ordinal) continue;
    const states = await statesOf(context, row);
    for (const [groupId, group] of found.groups) {
      if (group.meta.ordinal === null) continue;
      const intervals = await allIntervals(context, groupId, row.id);
      const about = `History of ${row.id} in ${groupId}`;
      expectSame(intervals[0]?.to === null, group.members.has(row.ordinal), about);
      for (const { from, to, joined, left } of intervals) {
        checkFlip({ about, states, row, added: true, time: from, cause: joined }, explained);
        if (to !== null)
          checkFlip({ about, states, row, added: false, time: to, cause: left }, explained);
      }
    }
  }
}

async function allIntervals(
  context: Context,
  groupId: string,
  memberId: string,
): Promise<readonly Interval[]> {
  const intervals: Interval[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof memberHistory>> = await memberHistory(
      context,
      { groupId, memberId },
      { top: 2, after },
    );
    intervals.push(...page.items);
    after = page.next ?? null;
  } while (after !== null);
  return intervals;
}

/** What an object was from one event on. */
interface State {
  readonly event: ObjectEvent;
  readonly exists: boolean;
  readonly attributes: ReturnType<typeof applyChanges>;
}

async function statesOf(context: Context, row: ObjectRow): Promise<readonly State[]> {
  const span = { from: 1, through: row.history.changes };
  const events = [...(await context.objects.readEvents(row.ordinal, span))].reverse();
  expectSame(events.length, row.history.changes, `Events of ${row.id}`);
  const states: State[] = [];
  for (const event of events) {
    const attributes = applyChanges(states.at(-1)?.attributes ?? {}, event.changes);
    states.push({ event, exists: event.kind !== 'deleted', attributes });
  }
  if (row.kind !== 'group')
    expectSame(
      sorted(states.at(-1)?.attributes ?? {}),
      sorted(row.attributes),
      `Events of ${row.id}`,
    );
  return states;
}

function sorted(value: object): unknown {
  return Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
}

interface Told {
  readonly about: string;
  readonly states: readonly State[];
  readonly row: ObjectRow;
  readonly added: boolean;
  readonly time: string | null;
  readonly cause: Cause | null;
}

function checkFlip(told: Told, explained: Explained): void {
  const { about, row, added, time, cause } = told;
  if (cause === null || time === null) throw new Error(`${about}: there is no cause.`);
  explained.set(cause.kind, (explained.get(cause.kind) ?? 0) + 1);
  const text = `${about}: ${added ? 'in' : 'out'} at ${time} by ${cause.kind} (${cause.membershipRule})`;
  switch (cause.kind) {
    case 'hand':
    case 'import':
    case 'release':
      return;
    case 'objectDeleted':
      expectSame([added, row.deleted !== null], [false, true], text);
      return;
    case 'sourceGroup':
      expectSame(cause.sourceGroups.length > 0, true, text);
      return;
    default:
      confirm(told, { cause, time, text });
  }
}

/** Some state that may have been seen gives the verdict: the one after the newest event told, or any that a run may have read. */
function confirm(
  { states, row, added }: Told,
  { cause, time, text }: { readonly cause: Cause; readonly time: string; readonly text: string },
): void {
  const { membershipRule } = cause;
  if (membershipRule === null) throw new Error(`${text}: the rule is not known.`);
  if (membershipRule.includes('memberOf')) return;
  const isOfObject = ['propertiesChanged', 'managerChanged', 'objectCreated'].includes(cause.kind);
  const written = states.filter(({ event }) => event.time <= time);
  const since = cause.time ?? time;
  // A run reads what stands since it was asked for; a change noted just before may have been written just after.
  const before = written.filter(({ event }) => event.time < since).slice(-2);
  const seen = isOfObject
    ? written.filter(({ event }) => event.time === since)
    : [...before, ...written.filter(({ event }) => event.time >= since)];
  const instants = [new Date(time), new Date(since)];
  const verdicts = seen.flatMap((state) =>
    instants.map((now) => verdictOf(membershipRule, { state, row, now })),
  );
  if (!verdicts.includes(added)) throw new Error(`${text}: a plain evaluation says otherwise.`);
}

function verdictOf(
  rule: string,
  { state, row, now }: { readonly state: State; readonly row: ObjectRow; readonly now: Date },
): boolean {
  const validation = validateRule(rule);
  if (!validation.valid || !state.exists || row.kind !== validation.scope) return false;
  const scope: RuleScope = validation.scope;
  return evaluate(validation.ast, toRuleObject(scope, state.attributes, row.id), { now });
}
