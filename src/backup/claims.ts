/**
 * Claims of unique names. They are read after those who have the names, and in between a name may have been given up, or given
 * up and claimed by somebody else. So who has a name is worked out from the objects, and compared with what was read: a
 * claim that is missing is added, and whoever has the name of another as well is found.
 */
import type { LookupIndex } from '../ports/name-ports.ts';
import type { EntityKey } from '../storage/entity-table.ts';
import { lookupKey, nameOfRow } from '../storage/table-keys.ts';
import type { Row } from './lines.ts';

/** An object as it was read that has a name which was somebody else's when the claims were read. */
export interface LostName {
  readonly ordinal: number;
  readonly index: LookupIndex;
}

interface Claim extends LostName, EntityKey {}

/** Holds a key and a number for every name of every object: some 250 bytes an object. */
export class Claims {
  readonly #missing = new Map<string, Claim>();
  readonly #lost: LostName[] = [];

  add(index: LookupIndex, value: string, ordinal: number): void {
    const key = lookupKey(index, value);
    const standing = this.#missing.get(keyOf(key));
    // Two that were read have the name: the one that got its number later has it now.
    if (standing !== undefined && standing.ordinal !== ordinal) {
      const [older, newer] = [standing.ordinal, ordinal].sort((left, right) => left - right);
      this.#lost.push({ ordinal: older ?? ordinal, index });
      this.#missing.set(keyOf(key), { ...key, index, ordinal: newer ?? ordinal });
    } else this.#missing.set(keyOf(key), { ...key, index, ordinal });
  }

  /** The claims as they are written: those that were read, then those that are missing. */
  async *complete(read: AsyncIterable<Row>): AsyncIterableIterator<Row> {
    for await (const row of read) {
      const claim = this.#missing.get(keyOf(row));
      if (claim !== undefined) {
        this.#missing.delete(keyOf(row));
        if (claim.ordinal !== row.properties.ordinal) this.#lost.push(claim);
      }
      yield row;
    }
    for (const { partition, row, ordinal } of [...this.#missing.values()].sort(byKey))
      yield { partition, row, properties: { ordinal } };
  }

  /** Once all claims are complete. */
  get lost(): readonly LostName[] {
    return this.#lost;
  }
}

/** The names of an index that some ordinals have claimed, as far as they can be told from their keys: in lower case. */
export async function namesClaimed(
  read: AsyncIterable<Row>,
  index: LookupIndex,
  ordinals: ReadonlySet<number>,
): Promise<ReadonlyMap<number, string>> {
  const names = new Map<number, string>();
  for await (const { partition, row, properties } of read) {
    const ordinal = Number(properties.ordinal);
    if (!partition.startsWith(`${index}-`) || !ordinals.has(ordinal)) continue;
    const name = nameOfRow(row);
    if (name !== null) names.set(ordinal, name);
  }
  return names;
}

function keyOf({ partition, row }: EntityKey): string {
  return `${partition} ${row}`;
}

function byKey(left: EntityKey, right: EntityKey): number {
  return keyOf(left) < keyOf(right) ? -1 : 1;
}
