/** `muster audit`: are the members of every group those that its rule says? */
import { choiceOf, parseArguments } from './arguments.ts';
import { type ExitStatus, InputError, type Io } from './io.ts';
import { printable } from './printable.ts';
import { fieldOf, ServerClient } from './server-client.ts';

const POLL_MILLISECONDS = 1_000;
const AUDITS = '/muster/v1/audits';

/**
 * Runs `muster audit [--repair] [--format text|json]` on the server and waits for its end; one that is under way already is
 * waited for. 1 when there is a difference, also when it is repaired, or the audit failed.
 */
export async function runAudit(words: readonly string[], io: Io): Promise<ExitStatus> {
  const given = parseArguments(words, { repair: 'none', format: 'value' });
  const format = choiceOf(given, 'format', ['text', 'json']);
  if (given.files.length > 0) throw new InputError('muster audit takes no files.');
  const server = new ServerClient(io);
  const started = await server.ask(AUDITS, { method: 'POST', body: '{}' });
  const path = `${AUDITS}/${String(fieldOf(started, 'id'))}`;
  let audit = await ended(server, io, path);
  const isClean = fieldOf(audit, 'status') === 'succeeded' && fieldOf(audit, 'driftedGroups') === 0;
  if (given.flags.has('repair') && !isClean) {
    await server.ask(`${path}/repair`, { method: 'POST', body: '{}' });
    audit = await server.ask(path);
  }
  if (format === 'json') io.print(JSON.stringify(audit, null, 2));
  else for (const line of linesOf(audit)) io.print(printable(line));
  return isClean ? 0 : 1;
}

async function ended(server: ServerClient, io: Io, path: string): Promise<unknown> {
  for (;;) {
    const audit = await server.ask(path);
    if (fieldOf(audit, 'status') !== 'running') return audit;
    await io.wait(POLL_MILLISECONDS);
  }
}

function linesOf(audit: unknown): readonly string[] {
  const of = (name: string) => String(fieldOf(audit, name));
  if (fieldOf(audit, 'status') === 'failed') return [`The audit failed. ${of('error')}`];
  const drift = listAt(audit, 'drift').flatMap(linesOfGroup);
  const repaired = listAt(audit, 'repairedGroups').map(
    (id) => `group ${String(id)} is processed again`,
  );
  return [
    ...drift,
    ...repaired,
    `Compared: groups ${of('groups')}, memberships ${of('memberships')}. Left out: groups ${of('groupsLeftOut')}. Differences: ${of('driftedMemberships')}.`,
  ];
}

/** One line for each object, so that it can be searched for. */
function linesOfGroup(drift: unknown): readonly string[] {
  const group = String(fieldOf(drift, 'groupId'));
  const line = (what: string) => (id: unknown) => `group ${group}: ${String(id)} ${what}`;
  return [
    ...listAt(drift, 'missing').map(line('belongs and is no member')),
    ...listAt(drift, 'extra').map(line('is a member and does not belong')),
    ...(fieldOf(drift, 'more') === true ? [`group ${group}: and more`] : []),
  ];
}

function listAt(value: unknown, name: string): readonly unknown[] {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list : [];
}
