import type { RuleRow } from '../matching/rule-row.ts';
import type { RuleStore } from '../membership/ports.ts';
import { type EntityAction, type EntityTable, type Properties, readAll } from './entity-table.ts';
import { packJson, unpackJson } from './packing.ts';
import { EPOCH, RULES } from './table-keys.ts';

const EPOCH_KEY = { partition: RULES, row: EPOCH };
const PACKED = 'p';

/** The projection of rules: one partition, so that a row and the epoch are written together. */
export function createRuleStore(table: EntityTable): RuleStore {
  return {
    async readEpoch() {
      return epochOf((await table.get(EPOCH_KEY))?.properties);
    },
    async readSince(epoch) {
      const where = { property: 'epoch', above: epoch };
      const entities = await readAll(table, { partition: RULES, rows: { after: EPOCH }, where });
      return entities.map(({ properties }) => rowOf(properties));
    },
    // Two reads of single rows: a query that names both scans the partition. Neither order of the two can put an older
    // row back, because what is written is read from `meta` after both.
    async readRow(groupId) {
      const [epoch, row] = await Promise.all([
        table.get(EPOCH_KEY),
        table.get({ partition: RULES, row: groupId }),
      ]);
      return {
        epoch: epoch && { value: epochOf(epoch.properties), etag: epoch.etag },
        row: row && rowOf(row.properties),
      };
    },
    async write(row, epoch) {
      const raised = (epoch?.value ?? 0) + 1;
      const properties = { epoch: raised };
      const raise: EntityAction =
        epoch === null
          ? { kind: 'create', row: EPOCH, properties }
          : { kind: 'replace', row: EPOCH, properties, etag: epoch.etag };
      const rowProperties = propertiesOf({ ...row, epoch: raised });
      const put: EntityAction = { kind: 'put', row: row.groupId, properties: rowProperties };
      return (await table.transact(RULES, [raise, put])) !== null;
    },
  };
}

function epochOf(properties: Properties | undefined): number {
  return Number(properties?.epoch ?? 0);
}

function propertiesOf(row: RuleRow): Properties {
  return { epoch: row.epoch, ...packJson(PACKED, row) };
}

function rowOf(properties: Properties): RuleRow {
  return unpackJson<RuleRow>(PACKED, properties);
}
