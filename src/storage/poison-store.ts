import type { KeptMessage, PoisonStore } from '../ports/announcements.ts';
import { type EntityTable, readAll, transactOne } from './entity-table.ts';
import { packJson, unpackJson } from './packing.ts';
import { nameRowKey } from './table-keys.ts';

const MESSAGES = 'messages';
const PACKED = 'p';

/** Messages that nobody understood, one partition. */
export function createPoisonStore(table: EntityTable): PoisonStore {
  return {
    async put(message) {
      const properties = packJson(PACKED, message);
      await transactOne(table, MESSAGES, { kind: 'put', row: nameRowKey(message.id), properties });
    },
    async read(id) {
      const entity = await table.get({ partition: MESSAGES, row: nameRowKey(id) });
      return entity && unpackJson<KeptMessage>(PACKED, entity.properties);
    },
    async list() {
      const entities = await readAll(table, { partition: MESSAGES });
      return entities.map(({ properties }) => unpackJson<KeptMessage>(PACKED, properties));
    },
    async remove(id) {
      await transactOne(table, MESSAGES, { kind: 'delete', row: nameRowKey(id) });
    },
  };
}
