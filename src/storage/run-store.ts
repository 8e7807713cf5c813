import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { OrdinalSet } from '../directory/ordinal-set.ts';
import type { RangeResult, RunHeader, RunSlice, RunStore } from '../ports/ports.ts';
import {
  type Entity,
  type EntityAction,
  type EntityTable,
  readAll,
  TRANSACTION_SIZE,
  transactOne,
} from './entity-table.ts';
import { packSet, unpackSet } from './log-row.ts';
import { joinBytes, packBytes, packJson, unpackBytes, unpackJson } from './packing.ts';
import { decodeBitmap, encodeBitmap } from './portable-bitmap.ts';
import { readable } from './readable.ts';
import {
  placeOfResult,
  RUN_FAILURES,
  RUN_HEADER,
  RUN_HEADER_ROWS,
  RUN_RESULTS,
  rangeFailureRowKey,
  resultRowKey,
  resultsOfSlice,
  sliceRowKey,
} from './run-keys.ts';

const RUNS = 'runs';

type HeaderRow = Omit<RunHeader, 'slices'>;

/** Runs: one partition each, with a header, a row a slice of its groups, and a row a range and slice of results. */
export function createRunStore(table: EntityTable): RunStore {
  return {
    readHeader: (run) => readHeader(table, run),
    insertHeader: (header) => insertHeader(table, header),
    async writeResult({ id, seal }, { slice, range, members, importIds, unread }) {
      const properties = {
        ...packBytes('members', encodeSets(members)),
        ...packJson('imports', importIds),
        ...(unread !== undefined && packSet('unread', unread)),
      };
      const row = resultRowKey({ slice, seal, range });
      await transactOne(table, id, { kind: 'put', row, properties });
    },
    async readDone({ id, seal }) {
      const entities = await readAll(table, { partition: id, rows: RUN_RESULTS, select: [] });
      const places = entities.map(({ row }) => placeOfResult(row));
      return places
        .filter((place) => place.seal === seal)
        .map(({ slice, range }) => ({ slice, range }));
    },
    async readResults({ id, seal }, slice) {
      const rows = resultsOfSlice(slice, seal);
      const entities = await readAll(table, { partition: id, rows });
      return entities.map((entity) => resultOf(entity, decodeSets));
    },
    async readResultsOf({ id, seal }, slice, group) {
      const rows = resultsOfSlice(slice, seal);
      const entities = await readAll(table, { partition: id, rows });
      return entities.map((entity) => resultOf(entity, (bytes) => decodeSet(bytes, group)));
    },
    countFailure: (run, scope, range) => countFailure(table, run, rangeFailureRowKey(scope, range)),
    async listStartedBefore(instant) {
      const headers = await readAll(table, {
        rows: { from: RUN_HEADER, before: `${RUN_HEADER}~` },
      });
      const old = headers.filter(
        ({ properties }) => unpackJson<HeaderRow>('p', properties).started < instant,
      );
      return old.map(({ partition }) => partition);
    },
    remove: (run) => remove(table, run),
  };
}

async function countFailure(table: EntityTable, run: string, row: string): Promise<number> {
  for (;;) {
    const standing = await table.get({ partition: run, row });
    const failures = Number(standing?.properties.failures ?? 0) + 1;
    const counted = { row, properties: { failures } };
    const action: EntityAction =
      standing === null
        ? { kind: 'create', ...counted }
        : { kind: 'replace', ...counted, etag: standing.etag };
    if ((await transactOne(table, run, action)) !== null) return failures;
  }
}

/** The slices come before the header, carry its seal, and are written and removed with it in one transaction. */
async function readHeader(table: EntityTable, run: string): Promise<RunHeader | null> {
  for (;;) {
    const entities = await readAll(table, { partition: run, rows: RUN_HEADER_ROWS });
    const last = entities.at(-1);
    if (last === undefined || last.row !== RUN_HEADER) return null;
    const header = unpackJson<HeaderRow>('p', last.properties);
    const slices = entities.slice(0, -1);
    // Between two pages the header may have been thrown away and another inserted.
    if (slices.every(({ properties }) => properties.seal === header.seal))
      return { ...header, slices: slices.map(sliceOf) };
  }
}

async function insertHeader(table: EntityTable, header: RunHeader): Promise<boolean> {
  const { slices, ...rest } = header;
  const actions: readonly EntityAction[] = [
    { kind: 'create', row: RUN_HEADER, properties: packJson('p', rest) },
    ...slices.map((slice, at) => createSlice(header.seal, slice, at)),
  ];
  return (await table.transact(header.id, actions)) !== null;
}

/** Compressed, because a thousand long rules are more than a transaction takes. */
function createSlice(seal: string, slice: RunSlice, at: number): EntityAction {
  const properties = packBytes('slice', deflateRawSync(JSON.stringify(slice)));
  return { kind: 'create', row: sliceRowKey(at), properties: { seal, ...properties } };
}

function sliceOf({ properties }: Entity): RunSlice {
  return JSON.parse(inflateRawSync(unpackBytes('slice', properties)).toString('utf8'));
}

function resultOf<Members>(
  entity: Entity,
  decode: (bytes: Uint8Array) => Members,
): Omit<RangeResult, 'members'> & { readonly members: Members } {
  return readable(RUNS, entity, ({ row, properties }) => {
    const { slice, range } = placeOfResult(row);
    const members = decode(unpackBytes('members', properties));
    const unread = unpackSet('unread', properties);
    const importIds = unpackJson<readonly string[]>('imports', properties);
    return { slice, range, members, importIds, ...(!unread.isEmpty && { unread }) };
  });
}

/**
 * Bitmaps one after another, the length of each (4 bytes, little-endian) before it, compressed: within a range the numbers
 * lie close together, and what the largest results take shrinks to less than half.
 */
function encodeSets(sets: readonly OrdinalSet[]): Uint8Array {
  const parts = sets.flatMap((set) => {
    const bytes = encodeBitmap(set);
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length, true);
    return [length, bytes];
  });
  return deflateRawSync(joinBytes(parts), { level: 1 });
}

function decodeSets(compressed: Uint8Array): readonly OrdinalSet[] {
  return partsOf(compressed).map(decodeBitmap);
}

/** The set at a place; null when there are not so many. Each group of a slice reads the row, and needs but its own. */
function decodeSet(compressed: Uint8Array, place: number): OrdinalSet | null {
  const part = partsOf(compressed)[place];
  return part === undefined ? null : decodeBitmap(part);
}

function partsOf(compressed: Uint8Array): readonly Uint8Array[] {
  const bytes = inflateRawSync(compressed);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + view.getUint32(at, true);
    parts.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return parts;
}

/** The header goes last: until then the run can still be found and removed. */
async function remove(table: EntityTable, run: string): Promise<void> {
  for (const rows of [RUN_FAILURES, RUN_RESULTS, RUN_HEADER_ROWS]) {
    while (!(await removeRows(table, run, rows))) {
      // Somebody else is removing it too: what is left is read again.
    }
  }
}

async function removeRows(
  table: EntityTable,
  run: string,
  rows: { readonly from: string; readonly before: string },
): Promise<boolean> {
  const entities = await readAll(table, { partition: run, rows, select: [] });
  for (let at = 0; at < entities.length; at += TRANSACTION_SIZE) {
    const actions = entities
      .slice(at, at + TRANSACTION_SIZE)
      .map(({ row }) => ({ kind: 'delete', row }) as const);
    if ((await table.transact(run, actions)) === null) return false;
  }
  return true;
}
