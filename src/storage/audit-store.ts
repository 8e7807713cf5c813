import type { Audit, AuditSlice, AuditStore } from '../ports/audit-ports.ts';
import {
  type Entity,
  type EntityTable,
  readAll,
  TRANSACTION_SIZE,
  transactOne,
} from './entity-table.ts';
import { packJson, unpackJson } from './packing.ts';

const AUDITS = 'audits';
const PACKED = 'p';

/** Audits in one partition, what was found in a partition an audit. */
export function createAuditStore(table: EntityTable): AuditStore {
  return {
    async insert(audit) {
      const create = { kind: 'create', row: audit.id, properties: propertiesOf(audit) } as const;
      return (await transactOne(table, AUDITS, create)) !== null;
    },
    async read(id) {
      const entity = await table.get({ partition: AUDITS, row: id });
      return entity === null ? null : { value: auditOf(entity), etag: entity.etag };
    },
    async replace({ value, etag }) {
      const replace = { kind: 'replace', row: value.id, properties: propertiesOf(value), etag };
      return (await transactOne(table, AUDITS, { ...replace, kind: 'replace' })) !== null;
    },
    async list() {
      const audits = (await readAll(table, { partition: AUDITS })).map(auditOf);
      return audits.sort((left, right) => right.started.localeCompare(left.started));
    },
    async putSlice(id, slice) {
      const row = `${slice.part}_${String(slice.slice).padStart(4, '0')}`;
      await transactOne(table, id, { kind: 'put', row, properties: packJson(PACKED, slice) });
    },
    async readSlices(id) {
      const entities = await readAll(table, { partition: id });
      return entities.map(({ properties }) => unpackJson<AuditSlice>(PACKED, properties));
    },
    remove: (id) => remove(table, id),
  };
}

function propertiesOf(audit: Audit) {
  const { status, started, driftedGroups } = audit;
  return { status, started, driftedGroups, ...packJson(PACKED, audit) };
}

function auditOf({ properties }: Entity): Audit {
  return unpackJson<Audit>(PACKED, properties);
}

/** The audit goes last: until then it can still be found and removed. */
async function remove(table: EntityTable, id: string): Promise<void> {
  const entities = await readAll(table, { partition: id, select: [] });
  for (let at = 0; at < entities.length; at += TRANSACTION_SIZE)
    await table.transact(
      id,
      entities
        .slice(at, at + TRANSACTION_SIZE)
        .map(({ row }) => ({ kind: 'delete', row }) as const),
    );
  await transactOne(table, AUDITS, { kind: 'delete', row: id });
}
