/** Our own routes of previews: who would come and go if a rule were saved (docs/preview.md). */
import { mayRead } from '../access/reading.ts';
import {
  type PreviewEntry,
  type PreviewResource,
  readPreviewBody,
} from '../contract/preview-type.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import { firstOrdinal } from '../directory/ordinal.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import { created, type HttpAnswer, noContent, ok } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import { compileSearch } from '../odata/search.ts';
import type { Preview, PreviewList } from '../ports/preview-ports.ts';
import {
  cancelPreview,
  findPreview,
  noteRead,
  type PreviewView,
  readPreview,
} from '../previews/find-preview.ts';
import { listPreview } from '../previews/list-preview.ts';
import type { PreviewedObject } from '../previews/people.ts';
import { checkPreview, type StartedPreview, startPreview } from '../previews/start-preview.ts';
import { validateRule } from '../rules/validate-rule.ts';
import { answerPage } from './collection.ts';
import { readableFor, requireReadable, requireSeenMembers } from './hidden.ts';
import { idAt } from './keys.ts';
import { KINDS } from './listed.ts';
import type { Call, Operation, Surface } from './operation.ts';

const OURS: readonly Surface[] = ['muster'];

export const PREVIEW_OPERATIONS: readonly Operation[] = [
  {
    name: 'createPreview',
    method: 'POST',
    path: 'previews',
    surfaces: OURS,
    handle: postPreview,
  },
  {
    name: 'getPreview',
    method: 'GET',
    path: 'previews/{id}',
    surfaces: OURS,
    handle: getPreview,
  },
  {
    name: 'deletePreview',
    method: 'DELETE',
    path: 'previews/{id}',
    surfaces: OURS,
    handle: removePreview,
  },
  listing('listPreviewAdditions', 'additions'),
  listing('listPreviewRemovals', 'removals'),
  listing('listPreviewUnchanged', 'unchanged'),
];

function listing(name: Operation['name'], list: PreviewList): Operation {
  return {
    name,
    method: 'GET',
    path: `previews/{id}/${list}`,
    surfaces: OURS,
    options: ['$search'],
    handle: (call) => getList(call, list),
  };
}

async function postPreview(call: Call): Promise<HttpAnswer> {
  const { membershipRule: rule, ...body } = readPreviewBody(await readJsonObject(call.request));
  const scope = rule === null ? null : scopeOfRule(rule);
  await requireVisible(call, { scope, groupId: body.groupId });
  const request = { ...body, rule, callerId: callerOf(call) };
  const previewable = await checkPreview(call.context, request);
  requireReadable(call, previewable.scope);
  const started = await startPreview(call.context, previewable);
  return created(showStarted(call, started), `${call.base}/previews/${started.preview.id}`);
}

async function getPreview(call: Call): Promise<HttpAnswer> {
  return ok(show(await readPreview(call.context, await findVisible(call))));
}

async function removePreview(call: Call): Promise<HttpAnswer> {
  const { value } = await findPreview(call.context, idAt(call, 0), callerOf(call));
  await cancelPreview(call.context, value.id);
  return noContent();
}

async function getList(call: Call, list: PreviewList): Promise<HttpAnswer> {
  const matches = searchOf(call);
  const preview = await findVisible(call);
  return answerPage(call, {
    type: null,
    list: (page) => listPreview(call.context, { preview, list, matches }, page),
    view: (entry) => showEntry(call, entry),
  });
}

/** The caller's preview, which goes on as he asks for it. */
async function findVisible(call: Call): Promise<Preview> {
  const standing = await findPreview(call.context, idAt(call, 0), callerOf(call));
  await requireVisible(call, standing.value);
  await noteRead(call.context, standing);
  return standing.value;
}

/** As Graph's `$search`, in the names of people and devices. */
function searchOf(call: Call): ((row: ObjectRow) => boolean) | null {
  const { search } = call.options;
  if (search === null) return null;
  const types = [KINDS.user, KINDS.device];
  const test = compileSearch(search, { types, version: 'v1.0', isRelation: false });
  return ({ attributes }) => test(attributes);
}

/** Throws 403: a rule can ask for any attribute, and a diff tells who is a member. */
async function requireVisible(
  call: Call,
  about: { readonly scope: RuleScope | null; readonly groupId: string | null },
): Promise<void> {
  if (about.scope !== null) requireReadable(call, about.scope);
  if (about.groupId !== null) await requireSeenMembers(call, about.groupId);
}

/** Null for a rule that is not valid, which is told later. */
function scopeOfRule(rule: string): RuleScope | null {
  const validation = validateRule(rule);
  return validation.valid ? validation.scope : null;
}

/** Previews are their callers' own. */
function callerOf({ caller }: Call): string {
  return caller === null ? '' : `${caller.kind} ${caller.id}`;
}

function showStarted(call: Call, { preview, sample }: StartedPreview): PreviewResource {
  const total = preview.highWater[preview.scope] - firstOrdinal(preview.scope);
  const nothing = { before: 0, additions: 0, removals: 0, unchanged: 0 };
  const view = {
    preview,
    progress: { done: 0, total: Math.max(0, total) },
    ...nothing,
    guests: 0,
    disabledAccounts: 0,
    limits: [],
    diffHash: null,
  };
  const value = sample.map(({ change, ...entry }) => ({ ...showEntry(call, entry), change }));
  return { ...show(view), sample: { ...preview.sample, value } };
}

function show(view: PreviewView): PreviewResource {
  const { preview, progress, limits, diffHash } = view;
  return {
    id: preview.id,
    groupId: preview.groupId,
    membershipRule: preview.rule,
    kind: preview.scope,
    status: preview.status,
    createdDateTime: preview.created,
    progress,
    before: view.before,
    additions: view.additions,
    removals: view.removals,
    unchanged: view.unchanged,
    guests: view.guests,
    disabledAccounts: view.disabledAccounts,
    limits: [...limits],
    diffHash,
    sample: preview.sample,
    errorMessage: preview.error,
  };
}

/** Without attributes that the caller may not read: a group made dynamic may lose devices, and groups. */
function showEntry(call: Call, { kind, ...entry }: PreviewedObject): PreviewEntry {
  const readable = readableFor(call, kind);
  const shown = <T>(name: string, value: T): T | null => (mayRead(readable, name) ? value : null);
  return {
    '@odata.type': `#microsoft.graph.${kind}`,
    id: entry.id,
    displayName: shown('displayName', entry.displayName),
    userPrincipalName: shown('userPrincipalName', entry.userPrincipalName),
    userType: shown('userType', entry.userType),
    accountEnabled: shown('accountEnabled', entry.accountEnabled),
    reason: { text: entry.reason.text, expressions: [...entry.reason.expressions] },
  };
}
