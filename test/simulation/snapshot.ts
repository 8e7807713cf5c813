/** A furnished world, to begin many others from. */
import {
  type Entity,
  type EntityAction,
  TRANSACTION_SIZE,
} from '../../src/storage/entity-table.ts';
import { TABLES } from '../../src/storage/table-keys.ts';
import { World } from './world.ts';

export interface Snapshot {
  readonly entities: ReadonlyMap<(typeof TABLES)[number], readonly Entity[]>;
  readonly groupIds: readonly string[];
  readonly guids: number;
  readonly time: number;
}

export function snapshotOf({ tables, groupIds, guids, time }: World): Snapshot {
  const entities = new Map(TABLES.map((name) => [name, tables.dump(name)]));
  return { entities, groupIds: [...groupIds], guids, time };
}

/** A world in which everything is as it was; a seed of its own decides what comes next. */
export async function restore(snapshot: Snapshot, seed: number): Promise<World> {
  const world = new World(seed);
  world.groupIds.push(...snapshot.groupIds);
  world.guids = snapshot.guids;
  world.time = snapshot.time;
  for (const [name, entities] of snapshot.entities) {
    const table = world.tables.table(name);
    for (const [partition, actions] of puts(entities))
      for (let at = 0; at < actions.length; at += TRANSACTION_SIZE)
        await table.transact(partition, actions.slice(at, at + TRANSACTION_SIZE));
  }
  return world;
}

function puts(entities: readonly Entity[]): ReadonlyMap<string, readonly EntityAction[]> {
  const partitions = new Map<string, EntityAction[]>();
  for (const { partition, row, properties } of entities) {
    const some = partitions.get(partition);
    const put = { kind: 'put', row, properties } as const;
    if (some === undefined) partitions.set(partition, [put]);
    else some.push(put);
  }
  return partitions;
}
