/**
 * Objects, each as it was at one moment. The rows of a block lie across pages, an object's own before its history, its intent
 * and its traces; what a later page knows more of than the object's row did is left out, and comes with the next look.
 */
import { isSettled, type ObjectRow } from '../directory/object-row.ts';
import { UnreadableRowError } from '../ports/unreadable-row.ts';
import type { Entity, EntityTable } from '../storage/entity-table.ts';
import { putIntent, rowOf } from '../storage/object-row-entities.ts';
import {
  AFTER_OBJECTS,
  INTENTS,
  intentRowKey,
  numberOfEventRow,
  ordinalOfMarkedRow,
  ordinalOfRow,
} from '../storage/table-keys.ts';
import type { Row } from './lines.ts';
import { pagesOf } from './pages.ts';

/** Every row of every object, in the order of keys. */
export async function* wholeObjects(table: EntityTable): AsyncIterableIterator<Row> {
  let block: Block | null = null;
  for await (const entities of pagesOf(table, {})) {
    for (const entity of entities) {
      if (block === null || block.partition !== entity.partition) {
        if (block !== null) yield* block.intents();
        block = new Block(entity.partition);
      }
      yield* block.next(entity);
    }
  }
  if (block !== null) yield* block.intents();
}

/** What was seen of a block so far. */
class Block {
  readonly partition: string;
  /** Null: a row that can't be read, of which everything is kept. */
  readonly #objects = new Map<number, ObjectRow | null>();
  readonly #intents = new Map<string, Row>();
  #areIntentsDone = false;

  constructor(partition: string) {
    this.partition = partition;
  }

  /** What is kept, now that the row was read: in the order of keys. */
  next(entity: Entity): readonly Row[] {
    const { row } = entity;
    if (row < AFTER_OBJECTS) {
      this.#objects.set(ordinalOfRow(row), readable(entity));
      return [entity];
    }
    if (row >= INTENTS.from && row < INTENTS.before) {
      this.#intents.set(row, entity);
      return [];
    }
    const kept = this.#isKept(row) ? [entity] : [];
    return row < INTENTS.from ? kept : [...this.intents(), ...kept];
  }

  /** The intents of those that have to be looked at, whether they were still there or not yet; once. */
  intents(): readonly Row[] {
    if (this.#areIntentsDone) return [];
    this.#areIntentsDone = true;
    return [...this.#objects].flatMap(([ordinal, object]) => this.#intentOf(ordinal, object));
  }

  #intentOf(ordinal: number, object: ObjectRow | null): readonly Row[] {
    if (object !== null && isSettled(object)) return [];
    const row = intentRowKey(ordinal);
    const standing = this.#intents.get(row);
    if (standing !== undefined) return [standing];
    if (object === null) return [];
    return [{ partition: this.partition, row, properties: putIntent(object).properties }];
  }

  /** Whether a row of an event or trace is one that its object's row knows of. */
  #isKept(row: string): boolean {
    const ordinal = ordinalOfMarkedRow(row);
    const object = this.#objects.get(ordinal);
    if (object === undefined) return false;
    return object === null || numberOfEventRow(row) <= object.history.changes;
  }
}

function readable(entity: Entity): ObjectRow | null {
  try {
    return rowOf(entity);
  } catch (error) {
    if (error instanceof UnreadableRowError) return null;
    throw error;
  }
}
