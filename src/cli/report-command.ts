/** `muster report`: what the server says of licences, latency and rules. */
import { choiceOf, parseArguments } from './arguments.ts';
import { type ExitStatus, InputError, type Io } from './io.ts';
import { printable } from './printable.ts';
import { fieldOf, ServerClient } from './server-client.ts';

const REPORTS = ['licences', 'latency', 'rules'] as const;

/** Runs `muster report licences|latency|rules [--format text|json]`. */
export async function runReport(words: readonly string[], io: Io): Promise<ExitStatus> {
  const given = parseArguments(words, { format: 'value' });
  const format = choiceOf(given, 'format', ['text', 'json']);
  const [name, ...more] = given.files;
  const report = REPORTS.find((known) => known === name);
  if (report === undefined || more.length > 0)
    throw new InputError(`muster report takes one of ${REPORTS.join(', ')}.`);
  const answer = await new ServerClient(io).ask(`/muster/v1/reports/${report}`);
  if (format === 'json') io.print(JSON.stringify(answer, null, 2));
  else for (const line of linesOf(report, answer)) io.print(printable(line));
  return 0;
}

function linesOf(report: (typeof REPORTS)[number], answer: unknown): readonly string[] {
  const of = (name: string) => String(fieldOf(answer, name) ?? 'none');
  switch (report) {
    case 'licences':
      return [
        `Users in dynamic groups: ${of('users')}, in one alone: ${of('usersOfOneGroup')}.`,
        ...listAt(answer, 'groups').map(
          (group) =>
            `${textAt(group, 'users')} users, ${textAt(group, 'usersOnlyHere')} only here: ${nameOf(group)}`,
        ),
      ];
    case 'latency':
      return [
        `Changes since ${of('fromDateTime')}: ${of('changes')}. Seconds until they showed: p50 ${of('p50Seconds')}, p95 ${of('p95Seconds')}, p99 ${of('p99Seconds')}.`,
        `Waiting: objects ${of('pendingObjects')}, groups ${of('pendingGroups')}; the oldest since ${of('oldestPendingDateTime')}.`,
      ];
    case 'rules':
      return [
        ...['sameRule', 'sameMembers'].flatMap((kind) =>
          listAt(answer, kind).map(
            (some) => `${kind}: ${(Array.isArray(some) ? some : []).map(nameOf).join('; ')}`,
          ),
        ),
        ...['invalid', 'neverTrue', 'slow', 'risky'].flatMap((kind) =>
          listAt(answer, kind).map((one) => `${kind}: ${nameOf(one)}: ${textAt(one, 'message')}`),
        ),
        `Rules: ${of('rules')}.`,
      ];
  }
}

function nameOf(group: unknown): string {
  return `${textAt(group, 'displayName')} (${textAt(group, 'id')})`;
}

function textAt(value: unknown, name: string): string {
  return String(fieldOf(value, name));
}

function listAt(value: unknown, name: string): readonly unknown[] {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list : [];
}
