/** `muster poison`: what failed for good, tried again, or left alone. */
import { parseArguments } from './arguments.ts';
import { type ExitStatus, InputError, type Io } from './io.ts';
import { printable } from './printable.ts';
import { fieldOf, ServerClient } from './server-client.ts';

const POISON = '/muster/v1/poison';

/** Runs `muster poison list|replay ID…|discard ID…`; `--all` for every id. 1 when `list` finds something. */
export async function runPoison(words: readonly string[], io: Io): Promise<ExitStatus> {
  const given = parseArguments(words, { all: 'none' });
  const [action = '', ...ids] = given.files;
  if (!['list', 'replay', 'discard'].includes(action))
    throw new InputError('muster poison is followed by list, replay or discard.');
  const server = new ServerClient(io);
  const entries = await listed(server);
  if (action === 'list') {
    for (const entry of entries) io.print(printable(lineOf(entry)));
    io.print(entries.length === 0 ? 'Nothing failed for good.' : `Failed: ${entries.length}.`);
    return entries.length === 0 ? 0 : 1;
  }
  const isAll = given.flags.has('all');
  if (isAll === ids.length > 0) throw new InputError(`Name the ids to ${action}, or write --all.`);
  const wanted = isAll ? entries.map((entry) => String(fieldOf(entry, 'id'))) : ids;
  for (const id of wanted) await act(server, { action, id });
  io.print(`${action === 'replay' ? 'Replayed' : 'Discarded'}: ${wanted.length}.`);
  return 0;
}

async function act(
  server: ServerClient,
  { action, id }: { readonly action: string; readonly id: string },
): Promise<void> {
  const path = `${POISON}/${encodeURIComponent(id)}`;
  if (action === 'replay') await server.ask(`${path}/replay`, { method: 'POST', body: '{}' });
  else await server.ask(path, { method: 'DELETE' });
}

async function listed(server: ServerClient): Promise<readonly unknown[]> {
  const value = fieldOf(await server.ask(POISON), 'value');
  return Array.isArray(value) ? value : [];
}

function lineOf(entry: unknown): string {
  const of = (name: string) => String(fieldOf(entry, name));
  return `${of('kind')} ${of('id')} since ${of('since')}, tried ${of('attempts')} times: ${of('reason')}`;
}
