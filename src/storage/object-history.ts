/** The events of an object and the traces of looks at it: rows in its own partition, so that they cost no request to write. */
import type { ObjectEvent } from '../directory/object-event.ts';
import { blockOfOrdinal } from '../directory/ordinal.ts';
import type { LookTrace, Span } from '../ports/log.ts';
import { type EntityAction, type EntityTable, readAll } from './entity-table.ts';
import { packJson, unpackJson } from './packing.ts';
import { blockPartition, numberOfEventRow, objectEventRowKey, traceRowKey } from './table-keys.ts';

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

/** Keys run from the newest to the oldest. */
function queryOf(
  ordinal: number,
  { from, through }: Span,
  keyOf: (ordinal: number, number: number) => string,
) {
  const rows = { from: keyOf(ordinal, through), before: `${keyOf(ordinal, from)}~` };
  return { partition: blockPartition(blockOfOrdinal(ordinal)), rows };
}
