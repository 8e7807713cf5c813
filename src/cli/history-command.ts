/** `muster history export`: what happened, as files for other programs. */
import { toCell } from '../contract/csv-cells.ts';
import type { Json } from '../directory/attributes.ts';
import { writeCsvRow } from '../util/csv.ts';
import { choiceOf, flagValue, parseArguments } from './arguments.ts';
import { type ExitStatus, InputError, type Io } from './io.ts';
import { fieldOf, ServerClient } from './server-client.ts';

const PAGE = '?$top=999';
const SUBJECTS = ['group', 'user', 'device'] as const;

/** What stands in every line of CSV; of what a line has besides, JSON is in `more`. */
const COLUMNS = [
  ...['subject', 'subjectId', 'dateTime', 'kind', 'message', 'actor', 'clientRequestId', 'note'],
  ...['ruleVersion', 'membershipRule', 'sequence', 'added', 'removed'],
];

/**
 * Runs `muster history export [--group ID|--user ID|--device ID] [--format ndjson|csv] [--output FILE|-]`; without an id that of
 * all groups.
 */
export async function runHistory(words: readonly string[], io: Io): Promise<ExitStatus> {
  const [verb, ...rest] = words;
  const usage = 'muster history export takes --group ID, --user ID or --device ID, or none.';
  if (verb !== 'export') throw new InputError(usage);
  const given = parseArguments(rest, {
    ...{ group: 'value', user: 'value', device: 'value' },
    ...{ format: 'value', output: 'value' },
  });
  const subjects = SUBJECTS.flatMap((subject) => {
    const id = flagValue(given, subject);
    return id === undefined ? [] : [{ subject, id }];
  });
  if (given.files.length > 0 || subjects.length > 1) throw new InputError(usage);
  const format = choiceOf(given, 'format', ['ndjson', 'csv']);
  const output = flagValue(given, 'output') ?? '-';
  const items = historyOf(new ServerClient(io), subjects[0] ?? null);
  const lines = format === 'csv' ? csvLines(items) : jsonLines(items);
  if (output !== '-') await io.writeLines(output, lines);
  else for await (const line of lines) io.print(line);
  return 0;
}

interface Subject {
  readonly subject: (typeof SUBJECTS)[number];
  readonly id: string;
}

type Line = Readonly<Record<string, unknown>>;

/** Newest first, group after group. */
async function* historyOf(server: ServerClient, one: Subject | null): AsyncIterableIterator<Line> {
  if (one === null) {
    for await (const group of items(server, `/muster/v1/groups${PAGE}`))
      yield* historyOf(server, { subject: 'group', id: String(fieldOf(group, 'id')) });
    return;
  }
  const path = `/muster/v1/${one.subject}s/${encodeURIComponent(one.id)}/history${PAGE}`;
  for await (const item of items(server, path))
    yield { subject: one.subject, subjectId: one.id, ...(isLine(item) ? item : {}) };
}

function isLine(item: unknown): item is Line {
  return typeof item === 'object' && item !== null;
}

async function* jsonLines(lines: AsyncIterable<Line>): AsyncIterableIterator<string> {
  for await (const line of lines) yield JSON.stringify(line);
}

async function* csvLines(lines: AsyncIterable<Line>): AsyncIterableIterator<string> {
  yield writeCsvRow([...COLUMNS, 'more']);
  for await (const line of lines) {
    const { actor, ...rest } = line;
    const shown: Line = { ...rest, actor: actor == null ? null : nameOf(actor) };
    const more = Object.entries(rest).filter(([name]) => !COLUMNS.includes(name));
    const cells = COLUMNS.map((name) => toCell(jsonOf(shown[name])));
    yield writeCsvRow([...cells, toCell(JSON.stringify(Object.fromEntries(more)))]);
  }
}

function nameOf(actor: unknown): string {
  return String(fieldOf(actor, 'displayName') ?? fieldOf(actor, 'id'));
}

/** What was parsed from JSON is JSON. */
function jsonOf(value: unknown): Json | undefined {
  return value as Json | undefined;
}

async function* items(server: ServerClient, first: string): AsyncIterableIterator<unknown> {
  for (let next: unknown = first; typeof next === 'string'; ) {
    const page = await server.ask(next);
    const value = fieldOf(page, 'value');
    if (Array.isArray(value)) yield* value;
    next = fieldOf(page, '@odata.nextLink');
  }
}
