/** Our own routes into the past of a group: its members at an instant, what changed between two, how many there were. */

import { memberCounts } from '../history/member-counts.ts';
import { membersAt, membersBetween, membershipDifference } from '../history/members-at.ts';
import type { NamedObject } from '../history/ordinal-page.ts';
import { describeGroupEvent } from '../history/sentences.ts';
import type { HttpAnswer } from '../http/messages.ts';
import { ok } from '../http/messages.ts';
import { answerPage } from './collection.ts';
import { requireSeenMembers } from './hidden.ts';
import { viewNamedObject } from './history-views.ts';
import { instantIn, numberIn, periodIn } from './instants.ts';
import { idAt } from './keys.ts';
import type { Call, Operation, Surface } from './operation.ts';

const OURS: readonly Surface[] = ['muster'];
const reading = { method: 'GET', surfaces: OURS } as const;

const POINTS = { least: 2, most: 400 };

export const PAST_OPERATIONS: readonly Operation[] = [
  {
    name: 'listMembersAt',
    path: 'groups/{id|uniqueName}/members',
    ...reading,
    handle: getMembersAt,
  },
  {
    name: 'getMembershipDifference',
    path: 'groups/{id|uniqueName}/membershipDifference',
    ...reading,
    handle: getDifference,
  },
  {
    name: 'listMembersAddedBetween',
    path: 'groups/{id|uniqueName}/membershipDifference/added',
    ...reading,
    handle: (call) => getMembersBetween(call, 'added'),
  },
  {
    name: 'listMembersRemovedBetween',
    path: 'groups/{id|uniqueName}/membershipDifference/removed',
    ...reading,
    handle: (call) => getMembersBetween(call, 'removed'),
  },
  {
    name: 'getMemberCounts',
    path: 'groups/{id|uniqueName}/memberCounts',
    ...reading,
    handle: getCounts,
  },
];

/** Without `at` those of now. */
async function getMembersAt(call: Call): Promise<HttpAnswer> {
  const groupId = idAt(call, 0);
  await requireSeenMembers(call, groupId);
  const instant = instantIn(call, 'at') ?? call.context.clock.now().getTime();
  return answerPage(call, {
    type: null,
    list: async (page) => {
      const { count, ...members } = await membersAt(call.context, { groupId, instant }, page);
      return { ...members, beside: { dateTime: toText(instant), memberCount: count } };
    },
    view: viewFor(call),
  });
}

async function getDifference(call: Call): Promise<HttpAnswer> {
  const groupId = idAt(call, 0);
  await requireSeenMembers(call, groupId);
  const period = periodIn(call);
  const difference = await membershipDifference(call.context, groupId, period);
  const { before, after, added, removed } = difference;
  return ok({
    ...shownPeriod(period),
    before,
    after,
    added: added.size,
    removed: removed.size,
  });
}

async function getMembersBetween(call: Call, side: 'added' | 'removed'): Promise<HttpAnswer> {
  const groupId = idAt(call, 0);
  await requireSeenMembers(call, groupId);
  const period = periodIn(call);
  return answerPage(call, {
    type: null,
    list: (page) => membersBetween(call.context, { groupId, period, side }, page),
    view: viewFor(call),
  });
}

async function getCounts(call: Call): Promise<HttpAnswer> {
  const groupId = idAt(call, 0);
  await requireSeenMembers(call, groupId);
  const period = periodIn(call);
  const points = numberIn(call, 'points', POINTS) ?? 100;
  const counts = await memberCounts(call.context, groupId, { period, points });
  return ok({
    ...shownPeriod(period),
    value: counts.points.map(({ time, ...point }) => ({ dateTime: time, ...point })),
    markers: counts.markers.map(({ kind, event }) => ({
      dateTime: event.time,
      kind,
      text: describeGroupEvent(event),
    })),
  });
}

function viewFor(call: Call) {
  return (named: NamedObject) => viewNamedObject(call, named);
}

function shownPeriod({ from, to }: { readonly from: number; readonly to: number }) {
  return { from: toText(from), to: toText(to) };
}

function toText(instant: number): string {
  return new Date(instant).toISOString();
}
