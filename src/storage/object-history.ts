/** The events of an object and the traces of looks at it: rows in its own partition, so that they cost no request to write. */
import type { ObjectEvent } from '../directory/object-event.ts';
import { blockOfOrdinal } from '../directory/ordinal.ts';
import type { LookTrace, Span } from '../ports/log.ts';
import { deleteRows } from './delete-rows.ts';
import {
  type Entity,
  type EntityAction,
  type EntityTable,
  firstPage,
  readAll,
} from './entity-table.ts';
import { packJson, unpackJson } from './packing.ts';
import {
  blockPartition,
  numberOfEventRow,
  OBJECT_EVENTS,
  objectEventRowKey,
  ordinalOfMarkedRow,
  traceRowKey,
} from './table-keys.ts';

const PACKED = 'p';
const GROUPS = 'g';

export function putEvent(ordinal: number, event: ObjectEvent): EntityAction {
  const { number, ...rest } = event;
  const properties = { time: event.time, ...packJson(PACKED, rest) };
  return { kind: 'put', row: objectEventRowKey(ordinal, number), properties };
}

export function putTrace(ordinal: number, { event, groups }: LookTrace): EntityAction {
  return { kind: 'put', row: traceRowKey(ordinal, event), properties: packJson(GROUPS, groups) };
}

export async function readEvents(
  table: EntityTable,
  ordinal: number,
  span: Span,
): Promise<readonly ObjectEvent[]> {
  if (span.through < span.from) return [];
  const entities = await readAll(table, queryOf(ordinal, span, objectEventRowKey));
  return entities.map(({ row, properties }) => ({
    ...unpackJson<Omit<ObjectEvent, 'number'>>(PACKED, properties),
    number: numberOfEventRow(row),
  }));
}

export async function readTraces(
  table: EntityTable,
  ordinal: number,
  span: Span,
): Promise<readonly LookTrace[]> {
  if (span.through < span.from) return [];
  const entities = await readAll(table, queryOf(ordinal, span, traceRowKey));
  return entities.map(({ row, properties }) => ({
    event: numberOfEventRow(row),
    groups: unpackJson<LookTrace['groups']>(GROUPS, properties),
  }));
}

const ROWS_A_PAGE = 1_000;

/** A page of the rows of a block: events of an instant before the one given go, and traces that are no newer. */
export async function forgetEvents(
  table: EntityTable,
  block: number,
  { before, after }: { readonly before: string; readonly after: string | null },
): Promise<string | null> {
  const partition = blockPartition(block);
  const rows = {
    before: OBJECT_EVENTS.before,
    ...(after === null ? { from: OBJECT_EVENTS.from } : { after }),
  };
  const page = await firstPage(table, {
    ...{ partition, rows },
    select: ['time'],
    pageSize: ROWS_A_PAGE,
  });
  const old = page.entities.filter(({ properties }) => String(properties.time) < before);
  await deleteRows(table, partition, [
    ...old.map(({ row }) => row),
    ...(await tracesUpTo(table, partition, old)),
  ]);
  return page.next === undefined ? null : (page.entities.at(-1)?.row ?? null);
}

/** Keys run from the newest: the first event of an object is the newest of those that go. */
async function tracesUpTo(
  table: EntityTable,
  partition: string,
  events: readonly Entity[],
): Promise<readonly string[]> {
  const newest = new Map<number, number>();
  for (const { row } of events) {
    const ordinal = ordinalOfMarkedRow(row);
    if (!newest.has(ordinal)) newest.set(ordinal, numberOfEventRow(row));
  }
  const [first, last] = [Math.min(...newest.keys()), Math.max(...newest.keys())];
  if (newest.size === 0) return [];
  const rows = {
    from: traceRowKey(first, newest.get(first) ?? 0),
    before: `${traceRowKey(last, 0)}~`,
  };
  const traces = await readAll(table, { partition, rows, select: [] });
  return traces
    .map(({ row }) => row)
    .filter((row) => numberOfEventRow(row) <= (newest.get(ordinalOfMarkedRow(row)) ?? -1));
}

/** Keys run from the newest to the oldest. */
function queryOf(
  ordinal: number,
  { from, through }: Span,
  keyOf: (ordinal: number, number: number) => string,
) {
  const rows = { from: keyOf(ordinal, through), before: `${keyOf(ordinal, from)}~` };
  return { partition: blockPartition(blockOfOrdinal(ordinal)), rows };
}
