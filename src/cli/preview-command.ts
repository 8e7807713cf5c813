/** `muster preview`: who would come and who would go if a rule were saved? */
import { choiceOf, flagValue, parseArguments } from './arguments.ts';
import { type ExitStatus, InputError, type Io } from './io.ts';
import { printable } from './printable.ts';
import { fieldOf, ServerClient } from './server-client.ts';

const POLL_MILLISECONDS = 1_000;
const PREVIEWS = '/muster/v1/previews';
const PAGE = '?$top=999';

/**
 * Runs `muster preview [--rule TEXT] [--group ID] [--format text|json]`: a line for each who would come (`+`) or go (`-`), then the
 * counts and the hash of the diff. 1 when a guard would hold the change, or the preview failed.
 */
export async function runPreview(words: readonly string[], io: Io): Promise<ExitStatus> {
  const given = parseArguments(words, { rule: 'value', group: 'value', format: 'value' });
  const format = choiceOf(given, 'format', ['text', 'json']);
  if (given.files.length > 0) throw new InputError('muster preview takes no files.');
  const [membershipRule, groupId] = [flagValue(given, 'rule'), flagValue(given, 'group')];
  if (membershipRule === undefined && groupId === undefined)
    throw new InputError('muster preview needs --rule TEXT, --group ID, or both.');
  const server = new ServerClient(io);
  const body = JSON.stringify({ membershipRule, groupId });
  const started = await server.ask(PREVIEWS, { method: 'POST', body });
  const path = `${PREVIEWS}/${String(fieldOf(started, 'id'))}`;
  const preview = await ended(server, io, path);
  if (fieldOf(preview, 'status') !== 'completed') return failed(io, preview);
  const lists = {
    additions: await all(server, `${path}/additions${PAGE}`),
    removals: await all(server, `${path}/removals${PAGE}`),
  };
  if (format === 'json') io.print(JSON.stringify({ ...Object(preview), lists }, null, 2));
  else for (const line of linesOf(preview, lists)) io.print(printable(line));
  return breaches(preview).length > 0 ? 1 : 0;
}

async function ended(server: ServerClient, io: Io, path: string): Promise<unknown> {
  for (;;) {
    const preview = await server.ask(path);
    if (fieldOf(preview, 'status') !== 'running') return preview;
    await io.wait(POLL_MILLISECONDS);
  }
}

function failed(io: Io, preview: unknown): ExitStatus {
  const reason = fieldOf(preview, 'errorMessage');
  const why = typeof reason === 'string' ? ` ${reason}` : '';
  io.complain(printable(`The preview ${String(fieldOf(preview, 'status'))}.${why}`));
  return 1;
}

async function all(server: ServerClient, path: string): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (let next: unknown = path; typeof next === 'string'; ) {
    const page = await server.ask(next);
    found.push(...listAt(page, 'value'));
    next = fieldOf(page, '@odata.nextLink');
  }
  return found;
}

function linesOf(
  preview: unknown,
  lists: { readonly additions: readonly unknown[]; readonly removals: readonly unknown[] },
): readonly string[] {
  const of = (name: string) => String(fieldOf(preview, name));
  const held = breaches(preview).map(
    (limit) =>
      `Would be held: ${String(fieldOf(limit, 'name'))} ${String(fieldOf(limit, 'actual'))}, the limit is ${String(fieldOf(limit, 'limit'))}.`,
  );
  return [
    ...lists.additions.map(lineOf('+')),
    ...lists.removals.map(lineOf('-')),
    `Members before ${of('before')}, additions ${of('additions')} (guests ${of('guests')}, disabled accounts ${of('disabledAccounts')}), removals ${of('removals')}, unchanged ${of('unchanged')}.`,
    ...held,
    `To save exactly this: X-Muster-Diff-Hash: ${of('diffHash')}`,
  ];
}

/** `+ id name: what decided`. */
function lineOf(sign: string): (entry: unknown) => string {
  return (entry) => {
    const name = fieldOf(entry, 'userPrincipalName') ?? fieldOf(entry, 'displayName') ?? '';
    const decided = listAt(fieldOf(entry, 'reason'), 'expressions').map(
      (one) =>
        `${String(fieldOf(one, 'text'))} is ${String(fieldOf(one, 'verdict'))}, it has ${JSON.stringify(fieldOf(one, 'actual') ?? null)}`,
    );
    return `${sign} ${String(fieldOf(entry, 'id'))} ${String(name)}: ${decided.join('; ')}`;
  };
}

function breaches(preview: unknown): readonly unknown[] {
  return listAt(preview, 'limits').filter((limit) => fieldOf(limit, 'breached') === true);
}

function listAt(value: unknown, name: string): readonly unknown[] {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list : [];
}
