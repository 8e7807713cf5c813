/** `muster explain --group`: why users or devices are in a group of the server or not. */
import { type Arguments, choiceOf, flagValue } from './arguments.ts';
import { languageFlag } from './check-command.ts';
import { type ExitStatus, InputError, type Io } from './io.ts';
import { printable } from './printable.ts';
import { fieldOf, ServerClient } from './server-client.ts';

/**
 * Runs `muster explain --group ID --member ID,ID… [--rule TEXT] [--format text|json] [--lang LANGUAGE]`; further ids may
 * follow. 0 whatever the verdicts.
 */
export async function runExplainMembers(given: Arguments, io: Io): Promise<ExitStatus> {
  const group = flagValue(given, 'group') ?? '';
  const memberIds = [...(flagValue(given, 'member') ?? '').split(','), ...given.files].filter(
    (id) => id !== '',
  );
  if (memberIds.length === 0) throw new InputError('muster explain --group ID needs --member ID.');
  const format = choiceOf(given, 'format', ['text', 'json']);
  const rule = flagValue(given, 'rule');
  const answer = await new ServerClient(io).ask(
    `/muster/v1/groups/${encodeURIComponent(group)}/explain`,
    {
      method: 'POST',
      body: JSON.stringify({ memberIds, ...(rule !== undefined && { membershipRule: rule }) }),
      headers: { 'accept-language': languageFlag(given) },
    },
  );
  if (format === 'json') io.print(JSON.stringify(answer, null, 2));
  else for (const member of listOf(fieldOf(answer, 'value'))) printMember(member, io);
  return 0;
}

function printMember(member: unknown, io: Io): void {
  const isMember = fieldOf(member, 'isMember') === true;
  const name = fieldOf(member, 'displayName');
  const who = typeof name === 'string' ? `${name} (${textOf(member, 'id')})` : textOf(member, 'id');
  io.print(
    printable(`${who}: ${isMember ? 'a member' : 'no member'}. ${textOf(member, 'message')}`),
  );
  const event = fieldOf(member, 'event');
  if (event !== null) io.print(printable(`  ${textOf(event, 'text')}`));
  const expression = fieldOf(member, 'expression');
  if (expression !== null) printExpression(expression, 1, io);
  const edits = listOf(fieldOf(member, 'smallestChange'));
  if (edits.length > 0)
    io.print(printable(`  It would turn with ${edits.map(editText).join(' and ')}.`));
}

function printExpression(expression: unknown, depth: number, io: Io): void {
  const verdict = fieldOf(expression, 'verdict');
  const mark = verdict === null ? '?' : verdict === true ? '✓' : '✗';
  const text = textOf(expression, 'text').replace(/\s+/g, ' ');
  io.print(printable(`${'  '.repeat(depth)}${mark} ${text}${seen(expression)}`));
  for (const part of listOf(fieldOf(expression, 'children'))) printExpression(part, depth + 1, io);
}

function seen(expression: unknown): string {
  const property = fieldOf(expression, 'property');
  if (typeof property !== 'string') return '';
  const isHidden = fieldOf(expression, 'hidden') === true;
  return `   (${property} is ${isHidden ? 'hidden' : JSON.stringify(fieldOf(expression, 'actual'))})`;
}

function editText(edit: unknown): string {
  return `${textOf(edit, 'property')} ${JSON.stringify(fieldOf(edit, 'to'))}`;
}

function textOf(value: unknown, name: string): string {
  return String(fieldOf(value, name) ?? '');
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
