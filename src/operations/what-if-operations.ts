/** What if a user or device had other attributes: the groups it would come into and leave. */
import type { WhatIfType } from '../contract/explanation-type.ts';
import type { Attributes } from '../directory/attributes.ts';
import { applyPatch } from '../directory/attributes.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import { type GroupChanged, whatIf } from '../groups/what-if.ts';
import { type HttpAnswer, ok } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import { explanationText } from '../messages/explanation-texts.ts';
import { type Language, languageOf } from '../messages/localize.ts';
import { nameOf } from '../objects/claim-name.ts';
import { findObject, findObjectOrNull } from '../objects/find-object.ts';
import { alreadyExists, badRequest } from '../util/errors.ts';
import { readObjectPatch } from './object-body.ts';
import { DEVICES, keyOf, type ObjectSort, USERS } from './object-handlers.ts';
import type { Call, Operation, Surface } from './operation.ts';
import { patched } from './patch-object.ts';
import { userIdOf } from './user-operations.ts';

const OURS: readonly Surface[] = ['muster'];
const MANAGER = 'manager@odata.bind';

export const WHAT_IF_OPERATIONS: readonly Operation[] = [
  {
    name: 'whatIfUser',
    method: 'POST',
    path: 'users/{id|userPrincipalName}/whatIf',
    surfaces: OURS,
    handle: (call) => postWhatIf(call, USERS),
  },
  {
    name: 'whatIfDevice',
    method: 'POST',
    path: 'devices/{id|deviceId}/whatIf',
    surfaces: OURS,
    handle: (call) => postWhatIf(call, DEVICES),
  },
];

async function postWhatIf(call: Call, sort: ObjectSort): Promise<HttpAnswer> {
  const { context } = call;
  const row = await findObject(context, sort.kind, keyOf(call, sort));
  const attributes = await attributesAfter(call, row, sort);
  await checkName(call, { row, attributes, kind: sort.kind });
  const changed = await whatIf(context, { ...row, kind: sort.kind }, attributes);
  const language = languageOf(call.request.headers.get('accept-language') ?? '');
  return ok(view(changed, language));
}

/** The body is that of a PATCH; a user's manager is given as at creation, null for none. */
async function attributesAfter(call: Call, row: ObjectRow, sort: ObjectSort): Promise<Attributes> {
  const { [MANAGER]: manager, ...body } = await readJsonObject(call.request);
  const patch = await readObjectPatch(call, sort.resource, body);
  const attributes = patched(row, sort.kind, patch);
  if (manager === undefined) return attributes;
  if (sort.kind === 'device') throw badRequest(`Invalid property '${MANAGER}'.`);
  return applyPatch(attributes, {
    manager: manager === null ? null : await userIdOf(call, manager),
  });
}

/** Throws 400 for a unique name that somebody else has: the change could not be made. */
async function checkName(
  { context }: Call,
  about: { readonly row: ObjectRow; readonly attributes: Attributes; readonly kind: RuleScope },
): Promise<void> {
  const { row, attributes, kind } = about;
  const name = kind === 'user' ? 'userPrincipalName' : 'deviceId';
  const value = nameOf({ id: row.id, attributes }, name);
  if (value === null || value.toLowerCase() === nameOf(row, name)?.toLowerCase()) return;
  const holder = await findObjectOrNull(context, { name, value });
  if (holder !== null && holder.id !== row.id) throw alreadyExists(name);
}

function view(changed: readonly GroupChanged[], language: Language): WhatIfType {
  const now = changed.filter(({ withheld }) => withheld === null);
  const of = (change: GroupChanged['change']) =>
    now.filter((one) => one.change === change).map((one) => viewGroup(one, language));
  return {
    joins: of('joins'),
    leaves: of('leaves'),
    withheld: changed.flatMap((one) => {
      const { change, withheld: reason } = one;
      return reason === null ? [] : [{ ...viewGroup(one, language), change, reason }];
    }),
  };
}

function viewGroup(one: GroupChanged, language: Language): WhatIfType['joins'][number] {
  const { meta, change, properties, sources, withheld } = one;
  const names = sources.map(({ resource }) => resource.displayName).join(', ');
  const isFollowing = properties.length === 0;
  const text = explanationText(isFollowing ? 'byGroups' : 'byProperties', language, {
    change,
    names: isFollowing ? names : properties.join(', '),
  });
  const until = withheld === null ? '' : ` ${explanationText(withheld, language)}`;
  return { id: meta.id, displayName: meta.resource.displayName, text: `${text}${until}` };
}
