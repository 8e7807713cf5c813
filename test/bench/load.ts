/** Puts the objects of the benchmark into an empty directory, and finds them again. */
import { NO_HISTORY, type ObjectContent } from '../../src/directory/object-row.ts';
import { BLOCK_SIZE, blockOfOrdinal, firstOrdinal } from '../../src/directory/ordinal.ts';
import type { Stores } from '../../src/membership/context.ts';
import { groupBy } from '../../src/util/group-by.ts';
import { inLanes } from '../support/in-lanes.ts';
import type { BenchObject } from './people.ts';

const LANES = 4;
const KINDS = ['user', 'device'] as const;

/** Writes names and rows as an import does, many at a time, while there are no groups. */
export async function loadObjects(stores: Stores, objects: readonly BenchObject[]): Promise<void> {
  for (const kind of KINDS) {
    const rows = await rowsOf(
      stores,
      objects.filter((object) => object.kind === kind),
    );
    const index = kind === 'user' ? 'userPrincipalName' : 'deviceId';
    const named = (valueIn: (row: ObjectContent) => unknown) =>
      rows.map((row) => ({ value: String(valueIn(row)), ordinal: row.ordinal }));
    await stores.lookups.insertAll(
      index,
      named(({ attributes }) => attributes[index]),
    );
    await stores.lookups.insertAll(
      'id',
      named(({ id }) => id),
    );
    const blocks = groupBy(rows, ({ ordinal }) => blockOfOrdinal(ordinal));
    await inLanes([...blocks.values()], LANES, async (some) => {
      await stores.objects.insertAll(some);
    });
  }
}

/** Who has which ordinal. */
export async function readOrdinals(stores: Stores): Promise<ReadonlyMap<number, string>> {
  const ids = new Map<number, string>();
  for (const kind of KINDS) {
    const end = await stores.ordinals.highWater(kind);
    const blocks: number[] = [];
    for (let at = firstOrdinal(kind); at < end; at += BLOCK_SIZE) blocks.push(blockOfOrdinal(at));
    await inLanes(blocks, LANES, async (block) => {
      for (const { ordinal, id } of await stores.objects.readBlock(block)) ids.set(ordinal, id);
    });
  }
  return ids;
}

async function rowsOf(
  stores: Stores,
  objects: readonly BenchObject[],
): Promise<readonly ObjectContent[]> {
  const created = new Date().toISOString();
  const rows: ObjectContent[] = [];
  for (const { id, kind, attributes } of objects) {
    rows.push({
      ordinal: await stores.ordinals.next(kind),
      id,
      kind,
      deleted: null,
      created,
      attributes,
      undo: [],
      since: null,
      importId: null,
      assignedTo: {},
      history: NO_HISTORY,
    });
  }
  return rows;
}
