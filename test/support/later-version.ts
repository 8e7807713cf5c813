/**
 * A later version at work beside this one: into every row that is written it puts a column and a member of the packed JSON
 * that this version knows nothing of, and notes where this version loses them again.
 */
import type { Properties } from '../../src/storage/entity-table.ts';
import { packJson, unpackJson } from '../../src/storage/packing.ts';
import type { MemoryTables, StorageCall } from './memory-tables.ts';

const COLUMN = 'laterColumn';
const MEMBER = 'laterMember';

export interface LaterVersion {
  /** What was lost, as `objects row: column`. */
  readonly losses: ReadonlySet<string>;
  /** The kinds of rows that were written over with all that was in them, as `objects row`. */
  readonly kept: ReadonlySet<string>;
}

/** Begins with the next write; takes the place of the hook after calls. */
export function workBeside(tables: MemoryTables): LaterVersion {
  const losses = new Set<string>();
  const kept = new Set<string>();
  const marked = new Set<string>();
  let isAtWork = false;
  tables.hooks.after = async (call) => {
    if (isAtWork || call.operation !== 'transact') return;
    isAtWork = true;
    for (const { partition, row } of written(call)) {
      const place = `${call.name} ${partition} ${row}`;
      const table = tables.table(call.name);
      const properties = (await table.get({ partition, row }))?.properties;
      if (properties === undefined) marked.delete(place);
      else if (isWhole(properties) && marked.has(place))
        kept.add(kindOf(call.name, partition, row));
      else {
        if (marked.has(place))
          for (const lost of lostFrom(properties))
            losses.add(`${kindOf(call.name, partition, row)}: ${lost}`);
        marked.add(place);
        await table.transact(partition, [{ kind: 'put', row, properties: withMarks(properties) }]);
      }
    }
    isAtWork = false;
  };
  return { losses, kept };
}

/** The rows of a call; a deleted row that is made anew is another. */
function written({ partition = '', actions = [] }: StorageCall) {
  return actions.map(({ row }) => ({ partition, row }));
}

/** The packed JSON object of a row; null when it has none. */
function packedOf(properties: Properties): object | null {
  if (properties.p0 === undefined) return null;
  const packed = unpackJson<unknown>('p', properties);
  return typeof packed === 'object' && packed !== null && !Array.isArray(packed) ? packed : null;
}

function lostFrom(properties: Properties): readonly string[] {
  const packed = packedOf(properties);
  const nested = packed === null ? [] : nestedIn(packed);
  return [
    ...(properties[COLUMN] === undefined ? ['column'] : []),
    ...(packed !== null && !(MEMBER in packed) ? ['member'] : []),
    ...nested.filter(([, value]) => !(MEMBER in value)).map(([name]) => `member of ${name}`),
  ];
}

/** Parts of a packed object that have members of their own, and are never made anew. */
function nestedIn(packed: object): readonly (readonly [string, object])[] {
  return ['resource', 'history'].flatMap((name) => {
    const value: unknown = Reflect.get(packed, name);
    return typeof value === 'object' && value !== null ? [[name, value] as const] : [];
  });
}

function isWhole(properties: Properties): boolean {
  return lostFrom(properties).length === 0;
}

function withMarks(properties: Properties): Properties {
  const packed = packedOf(properties);
  if (packed === null) return { ...properties, [COLUMN]: new Uint8Array([2]) };
  const later = { [MEMBER]: { since: 2 } };
  const nested = nestedIn(packed).map(([name, value]) => [name, { ...value, ...later }]);
  const json = packJson('p', { ...packed, ...Object.fromEntries(nested), ...later });
  return { ...properties, ...json, [COLUMN]: new Uint8Array([2]) };
}

/** `objects p` for an intent; of a row whose key is a name or number, the table alone. */
function kindOf(table: string, partition: string, row: string): string {
  if (partition.startsWith('reports-')) return 'reports';
  const mark = /^(?:([a-z]):|(!\w+|meta|header))/.exec(row);
  return [table, mark?.[1] ?? mark?.[2] ?? ''].join(' ').trim();
}
