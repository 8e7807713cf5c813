import type {
  AlertMailing,
  AwaitingGroup,
  GroupMails,
  Mailing,
  MailRate,
  MailStore,
  StoredTemplate,
  WelcomeCursor,
  WelcomeMail,
} from '../ports/mail-ports.ts';
import type { Stamped } from '../ports/ports.ts';
import {
  type Entity,
  type EntityAction,
  type EntityTable,
  type Properties,
  readAll,
  transactOne,
} from './entity-table.ts';
import { MAIL_CURSOR, MAILS, mailRowKey } from './mail-keys.ts';
import { packJson, unpackJson } from './packing.ts';

const PACKED = 'p';
/** Partitions and rows of what belongs to no one group; ids of groups begin with a hexadecimal digit. */
const CONTROL = '!mailing';
const AWAITING = '!groups';
const TEMPLATES = 'mailTemplates';
const STATE = 'state';
const RATE = 'rate';
const ALERTS = 'alerts';
const OF_GROUPS = { first: '0', last: 'g' } as const;

/** Welcome mails beside the cursor of their group, so that both are written together; templates stand with the settings. */
export function createMailStore(table: EntityTable, settings: EntityTable): MailStore {
  return {
    readMailing: () => readControl<Mailing>(table, STATE),
    writeMailing: (mailing, etag) => writeControl(table, STATE, { value: mailing, etag }),
    readRate: () => readControl<MailRate>(table, RATE),
    writeRate: (rate, etag) => writeControl(table, RATE, { value: rate, etag }),
    readAlertMailing: () => readControl<AlertMailing>(table, ALERTS),
    writeAlertMailing: (mailing, etag) => writeControl(table, ALERTS, { value: mailing, etag }),
    ...awaitingOf(table),
    ...welcomesOf(table),
    async listTemplates() {
      const entities = await readAll(settings, { partition: TEMPLATES });
      return entities.map(({ properties }) => unpackJson<StoredTemplate>(PACKED, properties));
    },
    async putTemplate(template) {
      const properties = packJson(PACKED, template);
      const { language: row } = template;
      await transactOne(settings, TEMPLATES, { kind: 'put', row, properties });
    },
    async removeTemplate(language) {
      await transactOne(settings, TEMPLATES, { kind: 'delete', row: language });
    },
  };
}

function awaitingOf(
  table: EntityTable,
): Pick<MailStore, 'listAwaiting' | 'addAwaiting' | 'removeAwaiting'> {
  return {
    async listAwaiting() {
      const entities = await readAll(table, { partition: AWAITING });
      return entities.map(
        ({ row, etag, properties }): AwaitingGroup => ({
          groupId: row,
          etag,
          ...unpackJson<Pick<AwaitingGroup, 'from'>>(PACKED, properties),
        }),
      );
    },
    async addAwaiting(groupId, from) {
      const properties = packJson(PACKED, { from });
      await transactOne(table, AWAITING, { kind: 'create', row: groupId, properties });
    },
    async removeAwaiting({ groupId, etag }) {
      await transactOne(table, AWAITING, { kind: 'delete', row: groupId, etag });
    },
  };
}

function welcomesOf(
  table: EntityTable,
): Pick<MailStore, 'readGroup' | 'plan' | 'replace' | 'remove' | 'list'> {
  return {
    async readGroup(groupId): Promise<GroupMails> {
      const entities = await readAll(table, { partition: groupId });
      const cursor = entities.find(({ row }) => row === MAIL_CURSOR);
      return {
        cursor: cursor === undefined ? null : stamped<WelcomeCursor>(cursor),
        mails: entities.filter(isMail).map(stamped<WelcomeMail>),
      };
    },
    async plan(groupId, cursor, mails) {
      const inserts = mails.map(
        (mail): EntityAction => ({
          kind: 'create',
          row: mailRowKey(mail),
          properties: packJson(PACKED, mail),
        }),
      );
      const moved = writing(MAIL_CURSOR, packJson(PACKED, cursor.value), cursor.etag);
      return (await table.transact(groupId, [moved, ...inserts])) !== null;
    },
    replace({ value, etag }) {
      const properties = packJson(PACKED, value);
      return transactOne(table, value.groupId, writing(mailRowKey(value), properties, etag));
    },
    async remove(key, etag) {
      await transactOne(table, key.groupId, { kind: 'delete', row: mailRowKey(key), etag });
    },
    async list() {
      const entities = await readAll(table, { partitions: OF_GROUPS, rows: MAILS });
      return entities.map(({ properties }) => unpackJson<WelcomeMail>(PACKED, properties));
    },
  };
}

function isMail({ row }: Entity): boolean {
  return row.startsWith(MAILS.from);
}

async function readControl<T>(table: EntityTable, row: string): Promise<Stamped<T> | null> {
  const entity = await table.get({ partition: CONTROL, row });
  return entity && stamped<T>(entity);
}

async function writeControl(
  table: EntityTable,
  row: string,
  { value, etag }: { readonly value: unknown; readonly etag: string | null },
): Promise<boolean> {
  return (await transactOne(table, CONTROL, writing(row, packJson(PACKED, value), etag))) !== null;
}

/** `etag` null: the row is not there yet. */
function writing(row: string, properties: Properties, etag: string | null): EntityAction {
  return etag === null
    ? { kind: 'create', row, properties }
    : { kind: 'replace', row, properties, etag };
}

function stamped<T>({ properties, etag }: Entity): Stamped<T> {
  return { value: unpackJson<T>(PACKED, properties), etag };
}
