import {
  type Alert,
  type AlertEvent,
  type AlertMark,
  type AlertStore,
  alertIdOf,
  type StandingAlerts,
} from '../ports/alert-ports.ts';
import { ALERT_HEAD, alertEventRowKey, alertMarkRowKey, alertRowKey } from './alert-keys.ts';
import {
  type Entity,
  type EntityAction,
  type EntityPage,
  type EntityQuery,
  type EntityTable,
  readAll,
  transactOne,
} from './entity-table.ts';
import { packJson, unpackJson } from './packing.ts';

/** An earlier version kept alerts in a partition `alerts`, and reads every row of it as one. */
const STANDING = 'standing';
const MARKS = 'marks';
const PACKED = 'p';

const STANDING_ROWS = { before: 'b' } as const;
const MOST_FORGOTTEN = 99;

/** Alerts that stand, their events, and the number of the newest event, in one partition: they are written together. */
export function createAlertStore(table: EntityTable): AlertStore {
  const read = () => readStanding(table);
  return {
    list: async () => (await read()).alerts,
    read,
    async write(head, { put, end, events }) {
      const number = head?.value ?? 0;
      const headProperties = packJson(PACKED, number + events.length);
      const actions: EntityAction[] = [
        head === null
          ? { kind: 'create', row: ALERT_HEAD, properties: headProperties }
          : { kind: 'replace', row: ALERT_HEAD, properties: headProperties, etag: head.etag },
        ...put.map((alert) => putRow(alertRowKey(alertIdOf(alert)), alert)),
        ...end.map((alert) => ({ kind: 'delete', row: alertRowKey(alertIdOf(alert)) }) as const),
        ...events.map((event, at) => {
          const numbered: AlertEvent = { ...event, number: number + at + 1 };
          return putRow(alertEventRowKey(numbered.number), numbered);
        }),
      ];
      return (await table.transact(STANDING, actions)) !== null;
    },
    async readEvents(after, top) {
      const rows = { after: alertEventRowKey(after), before: 'f' };
      const page = await firstPage(table, { partition: STANDING, rows, pageSize: top });
      return page.entities.map((entity) => parsed<AlertEvent>(entity));
    },
    async forgetEvents(through) {
      const rows = { from: alertEventRowKey(0), before: alertEventRowKey(through + 1) };
      const query = { partition: STANDING, rows, select: [], pageSize: MOST_FORGOTTEN };
      const page = await firstPage(table, query);
      const actions = page.entities.map(({ row }) => ({ kind: 'delete', row }) as const);
      if (actions.length > 0) await table.transact(STANDING, actions);
      return page.next !== undefined;
    },
    async mark(mark) {
      await transactOne(table, MARKS, putRow(alertMarkRowKey(mark), mark));
    },
    async marks() {
      const entities = await readAll(table, { partition: MARKS });
      return entities.map((entity) => ({
        value: parsed<AlertMark>(entity),
        etag: entity.etag,
      }));
    },
    async unmark({ value, etag }) {
      await transactOne(table, MARKS, { kind: 'delete', row: alertMarkRowKey(value), etag });
    },
  };
}

/** The first page that is not empty, or the last. */
async function firstPage(table: EntityTable, query: EntityQuery): Promise<EntityPage> {
  let page = await table.query(query);
  while (page.entities.length === 0 && page.next !== undefined)
    page = await table.query({ ...query, continuation: page.next });
  return page;
}

/** One query where no more than a page stands; over a page boundary the head is what says whether it was one moment. */
async function readStanding(table: EntityTable): Promise<StandingAlerts> {
  const entities = await readAll(table, { partition: STANDING, rows: STANDING_ROWS });
  const head = entities.find(({ row }) => row === ALERT_HEAD);
  const alerts = entities.filter(({ row }) => row !== ALERT_HEAD).map(parsed<Alert>);
  return {
    alerts,
    head: head === undefined ? null : { value: parsed<number>(head), etag: head.etag },
  };
}

function putRow(row: string, value: unknown): EntityAction {
  return { kind: 'put', row, properties: packJson(PACKED, value) };
}

function parsed<T>({ properties }: Entity): T {
  return unpackJson<T>(PACKED, properties);
}
