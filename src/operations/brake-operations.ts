/** Our own routes of the brakes: guards, holds, the pause of all groups (design.md 11). */
import { mayRead } from '../access/reading.ts';
import {
  readGroupSettings,
  readPauseAll as readPauseAllBody,
  readReject,
  readRelease,
  readTenantGuard as readTenantGuardBody,
} from '../contract/guard-type.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { TenantGuard } from '../directory/guard.ts';
import type { HoldStatus } from '../directory/hold.ts';
import type { PauseAll } from '../directory/rule-control.ts';
import { changeGroupSettings, changeTenantGuard, readTenantGuard } from '../groups/guards.ts';
import { getHold, listHeldMembers, listHolds, reject, release } from '../groups/holds.ts';
import { checkVersion, fromIfMatch, toWireEtag } from '../http/etag.ts';
import { fingerprintOf } from '../http/fingerprint.ts';
import { type HttpAnswer, noContent, ok } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import { pauseAll, readPauseAll, resumeAll } from '../membership/pause-all.ts';
import { badRequest, RequestError } from '../util/errors.ts';
import { answerPage, pageFrom } from './collection.ts';
import { readableFor, requireSeenMembers } from './hidden.ts';
import { idAt } from './keys.ts';
import type { Call, Operation, Surface } from './operation.ts';

const OURS: readonly Surface[] = ['muster'];

export const BRAKE_OPERATIONS: readonly Operation[] = [
  ours('changeGroupSettings', 'PATCH', 'groups/{id|uniqueName}', patchSettings),
  ours('getGuard', 'GET', 'guard', async (call) =>
    ok(showGuard(await readTenantGuard(call.context))),
  ),
  ours('changeGuard', 'PATCH', 'guard', patchGuard),
  ours('listHolds', 'GET', 'holds', getHolds),
  ours('getHold', 'GET', 'holds/{id}', async (call) =>
    ok(await getHold(call.context, idAt(call, 0))),
  ),
  ours('listHeldAdditions', 'GET', 'holds/{id}/additions', (call) =>
    heldMembers(call, 'additions'),
  ),
  ours('listHeldRemovals', 'GET', 'holds/{id}/removals', (call) => heldMembers(call, 'removals')),
  ours('listRemovedBefore', 'GET', 'holds/{id}/alreadyRemoved', (call) =>
    heldMembers(call, 'alreadyRemoved'),
  ),
  ours('releaseHold', 'POST', 'holds/{id}/release', postRelease),
  ours('rejectHold', 'POST', 'holds/{id}/reject', postReject),
  ours('getPauseAll', 'GET', 'pause-all', async (call) =>
    ok(showPause(await readPauseAll(call.context))),
  ),
  ours('pauseAll', 'POST', 'pause-all', postPauseAll),
  ours('resumeAll', 'POST', 'resume-all', postResumeAll),
];

function ours(
  name: Operation['name'],
  method: Operation['method'],
  path: string,
  handle: Operation['handle'],
): Operation {
  return { name, method, path, surfaces: OURS, handle };
}

async function patchSettings(call: Call): Promise<HttpAnswer> {
  const settings = readGroupSettings(await readJsonObject(call.request));
  const version = fromIfMatch(call.request.headers.get('if-match'));
  const check = ({ edit }: GroupMeta) => checkVersion(version, String(edit));
  await changeGroupSettings(call.context, { id: idAt(call, 0), settings, check });
  return noContent();
}

async function patchGuard(call: Call): Promise<HttpAnswer> {
  const change = readTenantGuardBody(await readJsonObject(call.request));
  const version = fromIfMatch(call.request.headers.get('if-match'));
  const check = (known: TenantGuard) => checkVersion(version, versionOf(known));
  return ok(showGuard(await changeTenantGuard(call.context, change, check)));
}

function showGuard(guard: TenantGuard): unknown {
  return { '@odata.etag': toWireEtag(versionOf(guard)), ...guard };
}

/** The guard for all groups is small: its content is its version. */
function versionOf({ changes, imports, blankedShare }: TenantGuard): string {
  return fingerprintOf(JSON.stringify([changes, imports, blankedShare]));
}

function getHolds(call: Call): Promise<HttpAnswer> {
  const status = statusAsked(call);
  return answerPage(call, {
    type: null,
    // Newest first: the page's key counts time backwards.
    list: async (page) => {
      const holds = (await listHolds(call.context, status)).map((hold, at) => ({ hold, at }));
      return pageFrom(holds, ({ at }) => String(at).padStart(9, '0'), page);
    },
    view: ({ hold }) => hold,
  });
}

const STATUSES: readonly HoldStatus[] = ['held', 'released', 'rejected', 'expired', 'superseded'];

function statusAsked(call: Call): HoldStatus | null {
  const asked = new URL(call.request.url).searchParams.get('status');
  if (asked === null) return null;
  const status = STATUSES.find((known) => known === asked);
  if (status === undefined) throw badRequest(`status must be one of ${STATUSES.join(', ')}.`);
  return status;
}

async function heldMembers(
  call: Call,
  which: 'additions' | 'removals' | 'alreadyRemoved',
): Promise<HttpAnswer> {
  const id = idAt(call, 0);
  if (!call.context.reader.seesAll)
    await requireSeenMembers(call, (await getHold(call.context, id)).groupId);
  return answerPage(call, {
    type: null,
    list: (page) => listHeldMembers(call.context, { id, which }, page),
    view: ({ displayName, ...member }) => ({
      ...member,
      displayName: mayRead(readableFor(call, member.kind), 'displayName') ? displayName : null,
    }),
  });
}

async function postRelease(call: Call): Promise<HttpAnswer> {
  await release(call.context, idAt(call, 0), readRelease(await readJsonObject(call.request)));
  return noContent();
}

async function postReject(call: Call): Promise<HttpAnswer> {
  const isEmpty = call.request.body.length === 0;
  const { note } = readReject(isEmpty ? {} : await readJsonObject(call.request));
  await reject(call.context, idAt(call, 0), note);
  return noContent();
}

async function postPauseAll(call: Call): Promise<HttpAnswer> {
  const pause = await pauseAll(call.context, readPauseAllBody(await readJsonObject(call.request)));
  if (pause !== null) return ok(showPause(pause));
  throw new RequestError({
    status: 409,
    code: 'allPausedAlready',
    message:
      'All groups are paused already, with another reason or other exceptions. Resume them first, or set one group to On to except it.',
  });
}

async function postResumeAll(call: Call): Promise<HttpAnswer> {
  await resumeAll(call.context);
  return noContent();
}

function showPause(pause: PauseAll | null): unknown {
  if (pause === null) return { state: 'none', sinceDateTime: null, reason: null, exceptions: [] };
  const { state, since, reason, exceptions } = pause;
  return { state, sinceDateTime: since, reason, exceptions };
}
