/** `muster export`: the directory as files that can be imported again. */
import { toCell } from '../contract/csv-cells.ts';
import { DEVICE } from '../contract/device-type.ts';
import { GROUP } from '../contract/group-type.ts';
import type { Property, ResourceType } from '../contract/property.ts';
import { USER } from '../contract/user-type.ts';
import type { Json } from '../directory/attributes.ts';
import { writeCsvRow } from '../util/csv.ts';
import { choiceOf, flagValue, parseArguments } from './arguments.ts';
import { type ExitStatus, InputError, type Io } from './io.ts';
import { fieldOf, ServerClient } from './server-client.ts';
import type { Format } from './split-file.ts';

const SORTS = ['user', 'device', 'group'] as const;
type Sort = (typeof SORTS)[number];

const RESOURCES: Readonly<Record<Sort, ResourceType>> = {
  user: USER,
  device: DEVICE,
  group: GROUP,
};
const PAGE = '?$top=999';

/** Runs `muster export`: one file a type in a folder, or everything on standard output. */
export async function runExport(words: readonly string[], io: Io): Promise<ExitStatus> {
  const given = parseArguments(words, { type: 'value', format: 'value', output: 'value' });
  if (given.files.length > 0) throw new InputError('muster export takes no files.');
  const format = choiceOf(given, 'format', ['ndjson', 'csv']);
  const sorts = flagValue(given, 'type') === undefined ? SORTS : [choiceOf(given, 'type', SORTS)];
  const output = flagValue(given, 'output') ?? '-';
  if (output === '-' && format === 'csv' && sorts.length > 1)
    throw new InputError(
      'CSV on standard output has one kind of line: add --type, or --output DIR.',
    );
  const server = new ServerClient(io);
  for (const sort of sorts) {
    const lines = format === 'csv' ? csvLines(server, sort) : jsonLines(server, sort);
    if (output === '-') for await (const line of lines) io.print(line);
    else await io.writeLines(`${output}/${fileName(sort, format)}`, lines);
  }
  return 0;
}

function fileName(sort: Sort, format: Format): string {
  return `${sort}s.${format}`;
}

async function* jsonLines(server: ServerClient, sort: Sort): AsyncIterableIterator<string> {
  for await (const item of items(server, `/muster/v1/exports/${sort}s${PAGE}`))
    yield JSON.stringify(item);
}

async function* csvLines(server: ServerClient, sort: Sort): AsyncIterableIterator<string> {
  const columns = await columnsOf(server, sort);
  yield writeCsvRow(columns);
  for await (const item of items(server, `/muster/v1/exports/${sort}s${PAGE}`))
    yield writeCsvRow(columns.map((column) => toCell(valueAt(item, column))));
}

/** Everything that can be written, in the order of the table; complex values part by part. */
async function columnsOf(server: ServerClient, sort: Sort): Promise<readonly string[]> {
  const own = RESOURCES[sort].properties.filter(isKept).flatMap(columnsOfProperty);
  const registered = sort === 'group' ? [] : await extensionNames(server, sort);
  const reference = { user: ['manager'], device: [], group: ['members', 'owners', 'guard'] }[sort];
  return ['type', 'id', ...own.filter((name) => name !== 'id'), ...registered, ...reference];
}

function isKept({ name, written }: Property): boolean {
  return !['no', 'unsupported'].includes(written) && name !== 'passwordProfile';
}

function columnsOfProperty({ name, type }: Property): readonly string[] {
  if (type.parts === undefined || Array.isArray(type.empty)) return [name];
  return type.parts.map((part) => `${name}.${part}`);
}

async function extensionNames(
  server: ServerClient,
  sort: 'user' | 'device',
): Promise<readonly string[]> {
  const target = RESOURCES[sort].name;
  const names: string[] = [];
  for await (const application of items(server, '/v1.0/applications')) {
    const id = String(fieldOf(application, 'id'));
    for await (const property of items(server, `/v1.0/applications/${id}/extensionProperties`)) {
      const targets = fieldOf(property, 'targetObjects');
      if (Array.isArray(targets) && targets.includes(target))
        names.push(String(fieldOf(property, 'name')));
    }
  }
  return names.sort();
}

function valueAt(item: unknown, column: string): Json | undefined {
  const [name = '', part] = column.split('.');
  const value: unknown = fieldOf(item, name);
  return jsonOf(part === undefined ? value : fieldOf(value, part));
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
