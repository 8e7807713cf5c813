import type { Webhook, WebhookDelivery, WebhookStore } from '../ports/webhook-ports.ts';
import { type EntityTable, readAll, transactOne } from './entity-table.ts';
import { packJson, unpackJson } from './packing.ts';

const WEBHOOKS = 'webhooks';
const PACKED = 'p';
const DELIVERIES_KEPT = 50;

/** A row a webhook, and a partition for the last attempts of each: an attempt takes the place of the one 50 before it. */
export function createWebhookStore(table: EntityTable): WebhookStore {
  return {
    async list() {
      const entities = await readAll(table, { partition: WEBHOOKS });
      return entities.map(({ properties }) => unpackJson<Webhook>(PACKED, properties));
    },
    async read(id) {
      const entity = await table.get({ partition: WEBHOOKS, row: id });
      if (entity === null) return null;
      return { value: unpackJson<Webhook>(PACKED, entity.properties), etag: entity.etag };
    },
    async insert(webhook) {
      const properties = packJson(PACKED, webhook);
      const create = { kind: 'create', row: webhook.id, properties } as const;
      return (await transactOne(table, WEBHOOKS, create)) !== null;
    },
    replace({ value, etag }) {
      const properties = packJson(PACKED, value);
      return transactOne(table, WEBHOOKS, { kind: 'replace', row: value.id, properties, etag });
    },
    async remove(id) {
      await transactOne(table, WEBHOOKS, { kind: 'delete', row: id });
    },
    async noteDelivery(id, delivery) {
      const row = String(delivery.number % DELIVERIES_KEPT).padStart(2, '0');
      const properties = packJson(PACKED, delivery);
      await transactOne(table, id, { kind: 'put', row, properties });
    },
    async listDeliveries(id) {
      const entities = await readAll(table, { partition: id });
      return entities
        .map(({ properties }) => unpackJson<WebhookDelivery>(PACKED, properties))
        .sort((left, right) => right.number - left.number);
    },
  };
}
