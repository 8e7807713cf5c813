import type { Stores } from '../ports/stores.ts';
import { createAlertStore } from './alert-store.ts';
import { createApplicationStore } from './application-store.ts';
import { createAuditStore } from './audit-store.ts';
import { COLUMNS } from './columns.ts';
import { createDueStore } from './due-store.ts';
import type { EntityTable } from './entity-table.ts';
import { createFeedStore } from './feed-store.ts';
import { createGroupStore } from './group-store.ts';
import { createHoldStore } from './hold-store.ts';
import { createIdempotencyStore } from './idempotency-store.ts';
import { createImportStore } from './import-store.ts';
import { keepingColumns } from './keeping-columns.ts';
import { createLatencyStore } from './latency-store.ts';
import { createListingStore } from './listing-store.ts';
import { createLookupStore } from './lookup-store.ts';
import { createMailStore } from './mail-store.ts';
import { createMeasurementStore } from './measurement-store.ts';
import { createMessageQueues } from './membership-queues.ts';
import type { MessageQueue } from './message-queue.ts';
import { createObjectStore } from './object-store.ts';
import { TableOrdinalAllocator } from './ordinal-allocator.ts';
import { createPendingStore } from './pending-store.ts';
import { createPoisonStore } from './poison-store.ts';
import { createPreviewStore } from './preview-store.ts';
import { createProgressStore } from './progress-store.ts';
import { createReportStore } from './report-store.ts';
import { createRetentionStore } from './retention-store.ts';
import { createRuleStore } from './rule-store.ts';
import { createRunStore } from './run-store.ts';
import type { AnyQueueName, TableName } from './table-keys.ts';
import { createWebhookStore } from './webhook-store.ts';

/** Every storage and queue verb of the engine, on tables and queues of any make. */
export function createStores(
  tables: (name: TableName) => EntityTable,
  queues: (name: AnyQueueName) => MessageQueue,
): Stores {
  const table = (name: TableName) => keepingColumns(tables(name), COLUMNS[name]);
  return {
    objects: createObjectStore(table('objects')),
    groups: createGroupStore(table('groups')),
    rules: createRuleStore(table('rules')),
    runs: createRunStore(table('runs')),
    holds: createHoldStore(table('holds')),
    pending: createPendingStore(table('pending')),
    due: createDueStore(table('due')),
    ordinals: new TableOrdinalAllocator(table('ids')),
    lookups: createLookupStore(table('lookup')),
    reports: createReportStore(table('lookup')),
    listing: createListingStore(table('listing')),
    applications: createApplicationStore(table('extensions')),
    alerts: createAlertStore(table('alerts')),
    audits: createAuditStore(table('audits')),
    imports: createImportStore(table('imports')),
    idempotency: createIdempotencyStore(table('idempotency')),
    feed: createFeedStore(table('feed')),
    latency: createLatencyStore(table('latency')),
    webhooks: createWebhookStore(table('webhooks')),
    mails: createMailStore(table('mails'), table('settings')),
    poison: createPoisonStore(table('poison')),
    previews: createPreviewStore(table('previews')),
    progress: createProgressStore(table('settings')),
    measurements: createMeasurementStore(table('settings')),
    retention: createRetentionStore(table('settings')),
    queues: createMessageQueues(queues),
  };
}
