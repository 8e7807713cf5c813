/** Our own routes of the rules a group has had: list, difference, restore. */
import { readReject } from '../contract/guard-type.ts';
import {
  diffRuleVersions,
  listRuleVersions,
  type RuleVersion,
  restoreRuleVersion,
} from '../history/rule-versions.ts';
import { type HttpAnswer, noContent, ok } from '../http/messages.ts';
import { checkNote } from '../http/note.ts';
import { readJsonObject } from '../http/read-body.ts';
import { resourceNotFound } from '../util/errors.ts';
import { answerPage } from './collection.ts';
import { numberIn } from './instants.ts';
import { idAt, keyAt } from './keys.ts';
import type { Call, Operation, Surface } from './operation.ts';
import { overrideIn } from './rule-test-override.ts';

const OURS: readonly Surface[] = ['muster'];
const MOST = 999_999_999;

export const RULE_VERSION_OPERATIONS: readonly Operation[] = [
  {
    name: 'listRuleVersions',
    method: 'GET',
    path: 'groups/{id|uniqueName}/ruleVersions',
    surfaces: OURS,
    handle: getVersions,
  },
  {
    name: 'getRuleVersionDifference',
    method: 'GET',
    path: 'groups/{id|uniqueName}/ruleVersions/{version}/diff',
    surfaces: OURS,
    handle: getDifference,
  },
  {
    name: 'restoreRuleVersion',
    method: 'POST',
    path: 'groups/{id|uniqueName}/ruleVersions/{version}/restore',
    surfaces: OURS,
    handle: postRestore,
  },
];

function getVersions(call: Call): Promise<HttpAnswer> {
  return answerPage(call, {
    type: null,
    list: (page) => listRuleVersions(call.context, idAt(call, 0), page),
    view: viewVersion,
  });
}

async function getDifference(call: Call): Promise<HttpAnswer> {
  const to = numberIn(call, 'to', { least: 1, most: MOST });
  const about = { version: versionAt(call), to };
  const difference = await diffRuleVersions(call.context, idAt(call, 0), about);
  return ok({
    from: viewVersion(difference.from),
    to: viewVersion(difference.to),
    parts: difference.parts,
  });
}

/** A note in the body wins over one in the header. */
async function postRestore(call: Call): Promise<HttpAnswer> {
  const isEmpty = call.request.body.length === 0;
  const { note } = readReject(isEmpty ? {} : await readJsonObject(call.request));
  const said = note === null ? null : checkNote(note);
  const { context } = call;
  const by = said === null ? context.by : { ...context.by, note: said };
  const restoration = { version: versionAt(call), ...overrideIn(call, said) };
  await restoreRuleVersion({ ...context, by }, idAt(call, 0), restoration);
  return noContent();
}

/** Throws RequestError 404 for what can be no version. */
function versionAt(call: Call): number {
  const { value } = keyAt(call, 1);
  if (!/^[1-9]\d{0,8}$/.test(value)) throw resourceNotFound(value);
  return Number(value);
}

function viewVersion({ time, author, ...version }: RuleVersion): unknown {
  const { version: number, membershipRule, note, change, restoredVersion } = version;
  return {
    version: number,
    membershipRule,
    createdDateTime: time,
    author: author === null ? null : { id: author.id, displayName: author.displayName },
    note,
    change,
    restoredVersion,
  };
}
