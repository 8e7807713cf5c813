import type { Stores } from '../ports/stores.ts';
import { createAlertStore } from './alert-store.ts';
import { createApplicationStore } from './application-store.ts';
import { createAuditStore } from './audit-store.ts';
import { createDueStore } from './due-store.ts';
import type { EntityTable } from './entity-table.ts';
import { createGroupStore } from './group-store.ts';
import { createHoldStore } from './hold-store.ts';
import { createIdempotencyStore } from './idempotency-store.ts';
import { createImportStore } from './import-store.ts';
import { createListingStore } from './listing-store.ts';
import { createLookupStore } from './lookup-store.ts';
import { createMessageQueues } from './membership-queues.ts';
import type { MessageQueue } from './message-queue.ts';
import { createObjectStore } from './object-store.ts';
import { TableOrdinalAllocator } from './ordinal-allocator.ts';
import { createPendingStore } from './pending-store.ts';
import { createPoisonStore } from './poison-store.ts';
import { createProgressStore } from './progress-store.ts';
import { createReportStore } from './report-store.ts';
import { createRuleStore } from './rule-store.ts';
import { createRunStore } from './run-store.ts';
import type { QueueName, TableName } from './table-keys.ts';

/** Every storage and queue verb of the engine, on tables and queues of any make. */
export function createStores(
  tables: (name: TableName) => EntityTable,
  queues: (name: QueueName) => MessageQueue,
): Stores {
  return {
    objects: createObjectStore(tables('objects')),
    groups: createGroupStore(tables('groups')),
    rules: createRuleStore(tables('rules')),
    runs: createRunStore(tables('runs')),
    holds: createHoldStore(tables('holds')),
    pending: createPendingStore(tables('pending')),
    due: createDueStore(tables('due')),
    ordinals: new TableOrdinalAllocator(tables('ids')),
    lookups: createLookupStore(tables('lookup')),
    reports: createReportStore(tables('lookup')),
    listing: createListingStore(tables('listing')),
    applications: createApplicationStore(tables('extensions')),
    alerts: createAlertStore(tables('alerts')),
    audits: createAuditStore(tables('audits')),
    imports: createImportStore(tables('imports')),
    idempotency: createIdempotencyStore(tables('idempotency')),
    poison: createPoisonStore(tables('poison')),
    progress: createProgressStore(tables('settings')),
    queues: createMessageQueues(queues),
  };
}
