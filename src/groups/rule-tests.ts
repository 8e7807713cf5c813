/** The tests that are kept with a group: read, changed, run, and asked before a rule is saved. */
import { invalidRule } from '../contract/rule-fault.ts';
import type { RuleTestResult, RuleTestRun } from '../contract/rule-test-type.ts';
import type { GroupEventDraft } from '../directory/group-event.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import { NO_RULE_TESTS, type RuleTests, type SyntheticObject } from '../directory/rule-tests.ts';
import type { Context } from '../membership/context.ts';
import { editGroup } from '../membership/edit-group.ts';
import { ruleObjectOf, scopeOf } from '../membership/object-change.ts';
import { MembershipView } from '../objects/direct-memberships.ts';
import { type CompiledRule, compileRule } from '../rules/compile-rule.ts';
import { readRuleObject } from '../rules/read-object.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { badRequest, RequestError, resourceNotFound } from '../util/errors.ts';
import { checkSourcesSeen, validateHere } from './check-rule.ts';
import { findSubjects } from './directory-objects.ts';
import { readGroup } from './read-group.ts';

const READS_AT_ONCE = 32;

/** The tests of a group; none where it has none. Throws 404. */
export async function readTests(context: Context, groupId: string): Promise<RuleTests> {
  const { value } = await readGroup(context, groupId);
  return testsOf(context, value);
}

/** Replaces the tests of a group. Throws 404, and 400 for ids of nobody and attributes that there are none of. What stands already is not written again. */
export async function writeTests(
  context: Context,
  groupId: string,
  tests: RuleTests,
): Promise<void> {
  const standing = await readTests(context, groupId);
  if (JSON.stringify(standing) === JSON.stringify(tests)) return;
  tests.objects.forEach(checkObject);
  await checkSubjects(context, tests);
  const changed = context.clock.now().toISOString();
  const count = tests.mustBeIn.length + tests.mustBeOut.length + tests.objects.length;
  const after = await editGroup(context, groupId, ({ meta }) => {
    if (meta.deleted !== null) throw resourceNotFound(groupId);
    return { meta: { ...meta, ruleTests: { count, size: tests.size, changed } }, ruleTests: tests };
  });
  if (after === null) throw resourceNotFound(groupId);
}

/** Runs the tests of a group with its rule, or another. Throws 404, 400, and 403 for a group in the rule that hides its members. */
export async function runTests(
  context: Context,
  groupId: string,
  rule: string | null,
): Promise<RuleTestRun> {
  const { value: meta } = await readGroup(context, groupId);
  const text = rule ?? meta.rule;
  if (text === null) throw badRequest('The group has no membershipRule: there is nothing to test.');
  const results = await resultsFor(context, meta, text);
  return summed([...results, ...sizeResults(meta, rule === null)]);
}

/** Throws 400 with a detail for each test of the group that fails with a rule that is about to be saved. */
export async function checkTests(context: Context, meta: GroupMeta, rule: string): Promise<void> {
  const failed = await failedTests(context, meta, rule);
  if (failed.length === 0) return;
  const first = failed[0]?.message ?? '';
  const more = failed.length === 1 ? '' : ` ${failed.length - 1} more failed, see details.`;
  throw new RequestError({
    status: 400,
    code: 'RuleTestFailed',
    message: `The rule fails a test of the group: ${first}${more}`,
    details: failed.map(({ target, message }) => ({
      code: 'RuleTestFailed',
      ...(target !== null && { target }),
      message,
    })),
    inner: { ruleTests: failed },
  });
}

/** The tests of the group that fail with a valid rule; limits of size are left to processing. */
async function failedTests(
  context: Context,
  meta: GroupMeta,
  rule: string,
): Promise<readonly RuleTestResult[]> {
  if ((meta.ruleTests?.count ?? 0) === 0) return [];
  return (await resultsFor(context, meta, rule)).filter(({ passed }) => passed === false);
}

/** What history says of a rule that is saved although it fails tests; nothing where it passes them. */
export async function overrideNotes(
  context: Context,
  about: {
    readonly before: GroupMeta;
    readonly after: GroupMeta;
    readonly note: string | undefined;
  },
): Promise<readonly GroupEventDraft[]> {
  const { before, after, note } = about;
  const isNew = after.rule !== before.rule || after.kind !== before.kind;
  if (note === undefined || !isNew || after.rule === null) return [];
  const failed = await failedTests(context, before, after.rule);
  if (failed.length === 0) return [];
  return [{ kind: 'ruleTestsOverridden', details: { note, failed: failed.length } }];
}

async function testsOf(context: Context, meta: GroupMeta): Promise<RuleTests> {
  if (meta.ruleTests === undefined) return NO_RULE_TESTS;
  return (await context.groups.readRuleTests(meta.id)) ?? NO_RULE_TESTS;
}

/** Of whichever kind it is: the rule it is tried with says so. */
function checkObject({ attributes }: SyntheticObject, at: number): void {
  const asUser = readRuleObject(attributes, 'user');
  if (asUser.fault === null || readRuleObject(attributes, 'device').fault === null) return;
  const target = `objects.${at}.attributes.${asUser.fault.field}`;
  const message = `'${target}': ${asUser.fault.problem}`;
  throw badRequest(message, [{ code: 'InvalidValue', target, message }]);
}

async function checkSubjects(context: Context, tests: RuleTests): Promise<void> {
  const ids = [...tests.mustBeIn, ...tests.mustBeOut];
  const rows = await findSubjects(context, ids);
  const unknown = ids.filter((id) => {
    const row = rows.get(id);
    return row === undefined || row.deleted !== null || row.kind === 'group';
  });
  if (unknown.length === 0) return;
  const details = unknown.map((id) => {
    const message = `There is no user or device ${id}.`;
    return { code: 'InvalidValue', target: id, message };
  });
  throw badRequest(details.map(({ message }) => message).join(' '), details);
}

async function resultsFor(
  context: Context,
  meta: GroupMeta,
  rule: string,
): Promise<readonly RuleTestResult[]> {
  const tests = await testsOf(context, meta);
  const validation = await validateHere(context, rule);
  if (!validation.valid) throw invalidRule(validation.errors);
  const compiled = compileRule(validation);
  if (compiled.memberOf !== null && rule !== meta.rule)
    await checkSourcesSeen(context, compiled.memberOf);
  const rows = await findSubjects(context, [...tests.mustBeIn, ...tests.mustBeOut]);
  const view = compiled.memberOf === null ? null : await MembershipView.open(context);
  const ofObject = async (kind: 'mustBeIn' | 'mustBeOut', id: string) => {
    const isIn = await selects(context, compiled, { row: rows.get(id), view });
    return resultOf({ kind, target: id, expected: kind === 'mustBeIn', actual: isIn });
  };
  return [
    ...(await mapAtOnce(tests.mustBeIn, READS_AT_ONCE, (id) => ofObject('mustBeIn', id))),
    ...(await mapAtOnce(tests.mustBeOut, READS_AT_ONCE, (id) => ofObject('mustBeOut', id))),
    ...tests.objects.map((object) => resultOfMadeUp(context, compiled, object)),
  ];
}

/** Who was deleted is selected by no rule. */
async function selects(
  context: Context,
  rule: CompiledRule,
  about: { readonly row: ObjectRow | undefined; readonly view: MembershipView | null },
): Promise<boolean> {
  const { row, view } = about;
  const object = row === undefined ? null : ruleObjectOf(row);
  if (row === undefined || object === null || scopeOf(row) !== rule.scope) return false;
  if (rule.memberOf === null || view === null) return rule.evaluate(object, context.clock.now());
  const memberships = view.of(row);
  const found = await mapAtOnce(rule.memberOf, READS_AT_ONCE, (id) => memberships.find(id));
  return found.some((membership) => membership !== null);
}

function resultOfMadeUp(
  context: Context,
  rule: CompiledRule,
  { name, attributes, expected }: SyntheticObject,
): RuleTestResult {
  const { object, fault } = readRuleObject(attributes, rule.scope);
  if (fault !== null) {
    const message = `"${name}" does not fit the rule: ${fault.problem}`;
    return { kind: 'object', target: name, passed: false, message };
  }
  const actual = rule.evaluate(object, context.clock.now());
  return resultOf({ kind: 'object', target: name, expected, actual });
}

function resultOf(about: {
  readonly kind: 'mustBeIn' | 'mustBeOut' | 'object';
  readonly target: string;
  readonly expected: boolean;
  readonly actual: boolean;
}): RuleTestResult {
  const { kind, target, expected, actual } = about;
  const who = kind === 'object' ? `"${target}"` : target;
  const must = expected ? 'has to be in' : 'must not be in';
  const is = actual ? 'the rule selects it' : 'the rule does not select it';
  return { kind, target, passed: expected === actual, message: `${who} ${must}: ${is}.` };
}

/** Of the present rule the members are counted, unless they are being worked out. */
function sizeResults(meta: GroupMeta, isPresentRule: boolean): readonly RuleTestResult[] {
  const { min = null, max = null } = meta.ruleTests?.size ?? {};
  const isKnown = isPresentRule && meta.todoSince === null && meta.membersVer === meta.ver;
  const count = isKnown ? `there are ${meta.count}` : 'known once members are worked out';
  const results: RuleTestResult[] = [];
  if (min !== null) {
    const message = `At least ${min} members: ${count}.`;
    results.push({
      kind: 'minimumSize',
      target: null,
      passed: isKnown ? meta.count >= min : null,
      message,
    });
  }
  if (max !== null) {
    const message = `At most ${max} members: ${count}.`;
    results.push({
      kind: 'maximumSize',
      target: null,
      passed: isKnown ? meta.count <= max : null,
      message,
    });
  }
  return results;
}

function summed(results: readonly RuleTestResult[]): RuleTestRun {
  const countOf = (wanted: boolean) => results.filter(({ passed }) => passed === wanted).length;
  return { passed: countOf(true), failed: countOf(false), results };
}
