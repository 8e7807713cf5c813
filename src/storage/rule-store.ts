import { DEFAULT_TENANT_GUARD, type TenantGuard } from '../directory/guard.ts';
import type { PauseAll, RuleControl } from '../directory/rule-control.ts';
import type { RuleRow } from '../directory/rule-row.ts';
import type { RuleStore } from '../ports/ports.ts';
import { UnreadableRowError } from '../ports/unreadable-row.ts';
import {
  type Entity,
  type EntityAction,
  type EntityTable,
  type Properties,
  readAll,
  transactOne,
} from './entity-table.ts';
import { packJson, unpackJson } from './packing.ts';
import { readable } from './readable.ts';
import { CONTROL_ROWS, EPOCH, PAUSE_ALL, RULES, TENANT_GUARD } from './table-keys.ts';

const EPOCH_KEY = { partition: RULES, row: EPOCH };
const PACKED = 'p';

/** The projection of rules: one partition, so that a row and the epoch are written together. */
export function createRuleStore(table: EntityTable): RuleStore {
  return {
    readControl: () => readControl(table),
    async writePauseAll(pause, standing) {
      const properties = packJson(PACKED, pause);
      return writeControl(table, { row: PAUSE_ALL, properties }, standing?.etag ?? null);
    },
    async endPauseAll(control) {
      if (control.pauseAll === null) return false;
      const { value, etag } = control.pauseAll;
      const ended: PauseAll = {
        ...value,
        state: 'ended',
        exceptions: [],
        endedAtEpoch: control.epoch + 1,
      };
      const properties = packJson(PACKED, ended);
      const actions = [
        raiseEpoch(control.epoch, control.epochEtag),
        { kind: 'replace', row: PAUSE_ALL, properties, etag } as const,
      ];
      return (await table.transact(RULES, actions)) !== null;
    },
    async writeTenantGuard(guard, etag) {
      const properties = packJson(PACKED, guard);
      return writeControl(table, { row: TENANT_GUARD, properties }, etag);
    },
    async readSince(epoch) {
      const where = { property: 'epoch', above: epoch };
      const rows = { from: CONTROL_ROWS.before };
      const entities = await readAll(table, { partition: RULES, rows, where });
      return entities.map(rowOf);
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
        row: row && rowOrNone(row),
      };
    },
    async write(row, epoch) {
      const known = epoch?.value ?? 0;
      const raise = raiseEpoch(known, epoch?.etag ?? null);
      const rowProperties = propertiesOf({ ...row, epoch: known + 1 });
      const put: EntityAction = { kind: 'put', row: row.groupId, properties: rowProperties };
      return (await table.transact(RULES, [raise, put])) !== null;
    },
  };
}

/** `etag` null: there is none yet. */
async function writeControl(
  table: EntityTable,
  row: { readonly row: string; readonly properties: Properties },
  etag: string | null,
): Promise<boolean> {
  const action: EntityAction =
    etag === null ? { kind: 'create', ...row } : { kind: 'replace', ...row, etag };
  return (await transactOne(table, RULES, action)) !== null;
}

/** `etag` null: there is none yet. */
function raiseEpoch(epoch: number, etag: string | null): EntityAction {
  const properties = { epoch: epoch + 1 };
  return etag === null
    ? { kind: 'create', row: EPOCH, properties }
    : { kind: 'replace', row: EPOCH, properties, etag };
}

async function readControl(table: EntityTable): Promise<RuleControl> {
  const entities = await readAll(table, { partition: RULES, rows: CONTROL_ROWS });
  const at = (row: string) => entities.find((entity) => entity.row === row);
  const pause = at(PAUSE_ALL);
  const guard = at(TENANT_GUARD);
  return {
    epoch: epochOf(at(EPOCH)?.properties),
    epochEtag: at(EPOCH)?.etag ?? null,
    pauseAll:
      pause === undefined ? null : { value: readable(RULES, pause, pauseOf), etag: pause.etag },
    guard: guard === undefined ? DEFAULT_TENANT_GUARD : readable(RULES, guard, guardOf),
    guardEtag: guard?.etag ?? null,
  };
}

function pauseOf({ properties }: Entity): PauseAll {
  return unpackJson<PauseAll>(PACKED, properties);
}

function guardOf({ properties }: Entity): TenantGuard {
  return unpackJson<TenantGuard>(PACKED, properties);
}

function epochOf(properties: Properties | undefined): number {
  return Number(properties?.epoch ?? 0);
}

function propertiesOf(row: RuleRow): Properties {
  return { epoch: row.epoch, ...packJson(PACKED, row) };
}

/** Throws UnreadableRowError. */
function rowOf(entity: Entity): RuleRow {
  return readable(RULES, entity, ({ properties }) => unpackJson<RuleRow>(PACKED, properties));
}

/** A broken row counts as none: whoever asks writes it anew from `meta`. That of a newer version is left alone. */
function rowOrNone(entity: Entity): RuleRow | null {
  try {
    return rowOf(entity);
  } catch (error) {
    if (error instanceof UnreadableRowError && !error.isNewer) return null;
    throw error;
  }
}
