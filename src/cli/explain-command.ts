/** `muster explain`: why a rule selects an object or not. */
import type { RuleObject, RuleScope } from '../directory/rule-object.ts';
import { toRuleObject } from '../directory/to-rule-object.ts';
import { type Details, explainMembership } from '../rules/explain.ts';
import { parseInstant } from '../rules/instant.ts';
import { readRuleObject } from '../rules/read-object.ts';
import { validateRule } from '../rules/validate-rule.ts';
import { type Arguments, choiceOf, flagValue, parseArguments } from './arguments.ts';
import { checkEntry, languageFlag } from './check-command.ts';
import { runExplainMembers } from './explain-members-command.ts';
import { type ExitStatus, InputError, type Io, nameOf, readText } from './io.ts';
import { parseJson } from './json.ts';
import { faultLines } from './print-fault.ts';
import { printable } from './printable.ts';

const FLAGS = {
  group: 'value',
  member: 'value',
  rule: 'value',
  object: 'value',
  graph: 'none',
  format: 'value',
  lang: 'value',
  now: 'value',
} as const;

/**
 * Runs `muster explain --rule TEXT --object FILE [--graph] [--now TIME] [--format text|json] [--lang LANGUAGE]`; 0 whatever
 * the verdict, 1 when the rule is invalid. With `--group` the server is asked.
 */
export async function runExplain(words: readonly string[], io: Io): Promise<ExitStatus> {
  const given = parseArguments(words, FLAGS);
  if (given.flags.has('group')) return runExplainMembers(given, io);
  const format = choiceOf(given, 'format', ['text', 'json']);
  const rule = required(given, 'rule');
  const path = required(given, 'object');
  if (given.files.length > 0) throw new InputError(`${given.files[0]} is not expected here.`);
  const result = validateRule(rule);
  if (!result.valid) return refuse(rule, given, io);
  const object = await readObject({
    io,
    path,
    scope: result.scope,
    isGraph: given.flags.has('graph'),
  });
  const now = timeOf(given, io);
  const explanation = explainMembership(result.ast, rule, object, { now });
  if (format === 'json') io.print(JSON.stringify(explanation, null, 2));
  else printTree(explanation.membershipRuleEvaluationDetails, io);
  return 0;
}

function refuse(rule: string, given: Arguments, io: Io): ExitStatus {
  const language = languageFlag(given);
  const { errors } = checkEntry({ id: 1, rule }, language);
  for (const error of errors) {
    const lines = faultLines(error, rule, { kind: 'error', hasColour: io.hasColour, language });
    for (const line of lines) io.print(line);
  }
  return 1;
}

function required(given: Arguments, name: string): string {
  const value = flagValue(given, name);
  if (value === undefined) {
    throw new InputError('muster explain needs --rule TEXT and --object FILE.');
  }
  return value;
}

function timeOf(given: Arguments, io: Io): Date {
  const value = flagValue(given, 'now');
  if (value === undefined) return io.now();
  const instant = parseInstant(value);
  if (instant === null) {
    throw new InputError('--now is a date and time such as 2026-01-31T08:00:00Z.');
  }
  return new Date(instant);
}

async function readObject(from: {
  readonly io: Io;
  readonly path: string;
  readonly scope: RuleScope;
  readonly isGraph: boolean;
}): Promise<RuleObject> {
  const { io, path, scope, isGraph } = from;
  const name = nameOf(path);
  const value = parseJson(await readText(io, path), name);
  if (isGraph) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return toRuleObject(scope, { ...value });
    }
    throw new InputError(`${name}: an object with properties is expected.`);
  }
  const { object, fault } = readRuleObject(value, scope);
  if (fault !== null) throw new InputError(`${name}: ${fault.problem}`);
  return object;
}

function printTree(details: Details, io: Io): void {
  printNode(details, 0, io);
  const verdict = details.expressionResult ? 'selects' : 'does not select';
  io.print(`The rule ${verdict} the object.`);
}

function printNode(details: Details, depth: number, io: Io): void {
  const mark = details.expressionResult ? '✓' : '✗';
  io.print(
    `${'  '.repeat(depth)}${mark} ${printable(details.expression.replace(/\s+/g, ' '))}${seen(details)}`,
  );
  if ('expressionEvaluationDetails' in details) {
    for (const part of details.expressionEvaluationDetails) printNode(part, depth + 1, io);
  }
}

function seen(details: Details): string {
  if (!('propertyToEvaluate' in details)) return '';
  const { propertyName, propertyValue } = details.propertyToEvaluate;
  const isJson = propertyValue?.startsWith('[') === true;
  const shown = propertyValue === null || isJson ? propertyValue : JSON.stringify(propertyValue);
  return `   (${propertyName} is ${shown === null ? 'null' : printable(shown)})`;
}
