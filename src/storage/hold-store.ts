import type { HoldPlace, HoldStore } from '../ports/hold-ports.ts';
import { type EntityTable, readAll, transactOne } from './entity-table.ts';
import { packJson, unpackJson } from './packing.ts';

const STANDING = 'standing';
const ENDED = 'ended';
const PACKED = 'p';

/** Which group a hold is of; two partitions, so that those that stand are found without reading all there ever were. */
export function createHoldStore(table: EntityTable): HoldStore {
  const put = (partition: string, place: HoldPlace) => {
    const properties = packJson(PACKED, place);
    return transactOne(table, partition, { kind: 'put', row: place.holdId, properties });
  };
  const list = async (partition: string) =>
    (await readAll(table, { partition })).map(({ properties }) =>
      unpackJson<HoldPlace>(PACKED, properties),
    );
  return {
    async put(place) {
      await put(STANDING, place);
    },
    async find(holdId) {
      const row = { row: holdId };
      const entity =
        (await table.get({ partition: STANDING, ...row })) ??
        (await table.get({ partition: ENDED, ...row }));
      return entity && unpackJson<HoldPlace>(PACKED, entity.properties);
    },
    async end(place) {
      await put(ENDED, place);
      await transactOne(table, STANDING, { kind: 'delete', row: place.holdId });
    },
    listStanding: () => list(STANDING),
    listEnded: () => list(ENDED),
    async forget(holdId) {
      await transactOne(table, ENDED, { kind: 'delete', row: holdId });
    },
  };
}
