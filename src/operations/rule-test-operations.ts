/** Our own routes of the tests that are kept with a group. */
import { readRuleTestRun, readRuleTests } from '../contract/rule-test-type.ts';
import { readTests, runTests, writeTests } from '../groups/rule-tests.ts';
import { type HttpAnswer, noContent, ok } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import { requireReadable } from './hidden.ts';
import { idAt } from './keys.ts';
import type { Call, Operation, Surface } from './operation.ts';

const OURS: readonly Surface[] = ['muster'];
const PATH = 'groups/{id|uniqueName}/ruleTests';

export const RULE_TEST_OPERATIONS: readonly Operation[] = [
  {
    name: 'getRuleTests',
    method: 'GET',
    path: PATH,
    surfaces: OURS,
    handle: async (call) => ok(await readTests(call.context, idAt(call, 0))),
  },
  { name: 'putRuleTests', method: 'PUT', path: PATH, surfaces: OURS, handle: putTests },
  { name: 'runRuleTests', method: 'POST', path: `${PATH}/run`, surfaces: OURS, handle: postRun },
];

async function putTests(call: Call): Promise<HttpAnswer> {
  const tests = readRuleTests(await readJsonObject(call.request));
  await writeTests(call.context, idAt(call, 0), tests);
  return noContent();
}

/** The results say of anybody what a rule of the caller's own asks: he has to be allowed to read everything of them. */
async function postRun(call: Call): Promise<HttpAnswer> {
  const isEmpty = call.request.body.length === 0;
  const rule = readRuleTestRun(isEmpty ? {} : await readJsonObject(call.request));
  const groupId = idAt(call, 0);
  const { mustBeIn, mustBeOut } = await readTests(call.context, groupId);
  if (mustBeIn.length + mustBeOut.length > 0) {
    requireReadable(call, 'user');
    requireReadable(call, 'device');
  }
  return ok(await runTests(call.context, groupId, rule));
}
