/**
 * Reads an entity, or says by name which one can't be read and why. An entity of a later format has its number in `v`; one
 * without is of the first.
 */
import { UnreadableRowError } from '../ports/unreadable-row.ts';
import type { Entity } from './entity-table.ts';

const FORMAT = 1;

/** What `read` makes of the entity. Throws UnreadableRowError. */
export function readable<T>(table: string, entity: Entity, read: (entity: Entity) => T): T {
  const { partition, row, etag, properties } = entity;
  const place = { table, partition, row, etag };
  const format = properties.v ?? FORMAT;
  if (typeof format !== 'number' || format > FORMAT) {
    const reason = `it was written by a newer version (format ${String(format)}; this one reads ${FORMAT}).`;
    throw new UnreadableRowError(place, { reason, isNewer: true });
  }
  try {
    return read(entity);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new UnreadableRowError(place, { reason: text, isNewer: false });
  }
}
