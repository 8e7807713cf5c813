import { firstOrdinal, kindOfOrdinal, type ObjectKind } from '../directory/ordinal.ts';
import type { OrdinalAllocator } from '../ports/ports.ts';
import type { Entity, EntityTable } from './entity-table.ts';
import { transactOne } from './entity-table.ts';
import { NEXT } from './table-keys.ts';

/** Numbers reserved in one request; those an instance does not use are lost, which costs nothing but a gap. */
const SPAN = 64;

interface Span {
  next: number;
  readonly end: number;
}

/** Ordinals from `!next`, one row a kind: the mark is raised If-Match before a number of the span is given out. */
export class TableOrdinalAllocator implements OrdinalAllocator {
  readonly #table: EntityTable;
  readonly #spans = new Map<ObjectKind, Span>();
  /** The last request of each kind: those who ask at the same time queue up behind it. */
  readonly #turns = new Map<ObjectKind, Promise<unknown>>();

  constructor(table: EntityTable) {
    this.#table = table;
  }

  async next(kind: ObjectKind): Promise<number> {
    const turn = (this.#turns.get(kind) ?? Promise.resolve()).then(() => this.#take(kind));
    this.#turns.set(
      kind,
      turn.catch(() => undefined),
    );
    return turn;
  }

  async reserve(kind: ObjectKind, count: number): Promise<readonly number[]> {
    if (count === 0) return [];
    const { next } = await this.#reserve(kind, count);
    return Array.from({ length: count }, (_, at) => next + at);
  }

  async highWater(kind: ObjectKind): Promise<number> {
    return markOf(kind, await this.#read(kind));
  }

  async #take(kind: ObjectKind): Promise<number> {
    let span = this.#spans.get(kind);
    if (span === undefined || span.next >= span.end) {
      span = await this.#reserve(kind, SPAN);
      this.#spans.set(kind, span);
    }
    return span.next++;
  }

  async #reserve(kind: ObjectKind, count: number): Promise<Span> {
    for (;;) {
      const entity = await this.#read(kind);
      const next = markOf(kind, entity);
      const end = next + count;
      if (kindOfOrdinal(end - 1) !== kind)
        throw new Error(`There are no more numbers for a ${kind}.`);
      const row = { row: NEXT, properties: { next: end } };
      const etag = await transactOne(
        this.#table,
        kind,
        entity === null
          ? { kind: 'create', ...row }
          : { kind: 'replace', ...row, etag: entity.etag },
      );
      if (etag !== null) return { next, end };
    }
  }

  #read(kind: ObjectKind): Promise<Entity | null> {
    return this.#table.get({ partition: kind, row: NEXT });
  }
}

function markOf(kind: ObjectKind, entity: Entity | null): number {
  return entity === null ? firstOrdinal(kind) : Number(entity.properties.next);
}
