/** Our own routes that explain memberships: why, since when, and what would have to be otherwise. */
import { type ExplainBody, readExplain, readExplainRule } from '../contract/explanation-type.ts';
import { explainMembers } from '../history/explain-members.ts';
import { type HttpAnswer, ok } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import { languageOf } from '../messages/localize.ts';
import { viewExplained } from './explain-views.ts';
import { readableFor, requireSeenMembers } from './hidden.ts';
import { idAt } from './keys.ts';
import type { Call, Operation, Surface } from './operation.ts';

const OURS: readonly Surface[] = ['muster'];

export const EXPLAIN_OPERATIONS: readonly Operation[] = [
  {
    name: 'explainMembers',
    method: 'POST',
    path: 'groups/{id|uniqueName}/explain',
    surfaces: OURS,
    handle: postExplain,
  },
  {
    name: 'explainRule',
    method: 'POST',
    path: 'explain',
    surfaces: OURS,
    handle: async (call) => answer(call, null, readExplainRule(await readJsonObject(call.request))),
  },
];

async function postExplain(call: Call): Promise<HttpAnswer> {
  const body = readExplain(await readJsonObject(call.request));
  const groupId = idAt(call, 0);
  await requireSeenMembers(call, groupId);
  return answer(call, groupId, body);
}

async function answer(
  call: Call,
  groupId: string | null,
  { memberIds, membershipRule }: ExplainBody,
): Promise<HttpAnswer> {
  const ask = { groupId, memberIds, rule: membershipRule };
  const { members, hasUnseenSources } = await explainMembers(call.context, ask);
  const language = languageOf(call.request.headers.get('accept-language') ?? '');
  return ok({
    value: members.map((member) => {
      const readable = readableFor(call, member.row?.kind ?? 'user');
      return viewExplained(member, { readable, hasUnseenSources, language });
    }),
  });
}
