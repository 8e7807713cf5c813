/** The tables and queues in memory keep the contract, also where pages are short or empty. */
import { describe } from 'vitest';
import { createMemoryStores } from '../support/memory-stores.ts';
import type { PageOptions } from '../support/memory-tables.ts';
import { describeAlertStore } from './alert-contract.ts';
import { describeAuditStores } from './audit-contract.ts';
import { describeBrakeStores } from './brake-contract.ts';
import { describeEntityTables } from './entity-table-contract.ts';
import { describeFeedStore } from './feed-contract.ts';
import type { Harness } from './harness.ts';
import { describeHistory } from './history-contract.ts';
import { describeIdempotencyStores } from './idempotency-contract.ts';
import { describeImportStores } from './import-contract.ts';
import { describeLargeGroups } from './large-group-contract.ts';
import { describeMailStore } from './mail-contract.ts';
import { describeNameAndListStores } from './name-and-list-contract.ts';
import { describeObjectAndGroupStores } from './object-and-group-contract.ts';
import { describePreviewStores } from './preview-contract.ts';
import { describeRuleAndWorkStores } from './rule-and-work-contract.ts';
import { describeUnreadableRows } from './unreadable-contract.ts';

const MAKES: readonly (readonly [string, PageOptions])[] = [
  ['in memory', {}],
  ['in memory with short pages', { pageLimit: 3, emptyFirstPage: true }],
];

describe.each(MAKES)('storage %s', (_, options) => {
  const open = async (): Promise<Harness> => {
    const { tables, queues, secondInstance } = createMemoryStores(options);
    return {
      table: tables.table,
      instance: secondInstance,
      texts: async (name) =>
        queues
          .visible()
          .filter(({ queue }) => queue === name)
          .map(({ text }) => text),
      wait: async () => queues.pass(1),
    };
  };
  describeEntityTables(open);
  describeObjectAndGroupStores(open);
  describeHistory(open);
  describeAlertStore(open);
  describeAuditStores(open);
  describeRuleAndWorkStores(open);
  describeBrakeStores(open);
  describeNameAndListStores(open);
  describeUnreadableRows(open);
  describeLargeGroups(open);
  describeImportStores(open);
  describeIdempotencyStores(open);
  describeFeedStore(open);
  describePreviewStores(open);
  describeMailStore(open);
});
