/** The table of operations: everything the server answers below /v1.0, /beta and /muster/v1 (design.md 7). */
import { ADMINISTRATIVE_UNIT_OPERATIONS } from './administrative-unit-operations.ts';
import { APPLICATION_OPERATIONS } from './application-operations.ts';
import { AUDIT_OPERATIONS } from './audit-operations.ts';
import { BATCH_OPERATIONS } from './batch-operations.ts';
import { BRAKE_OPERATIONS } from './brake-operations.ts';
import { CHECK_OPERATIONS } from './check-operations.ts';
import { DELETED_ITEM_OPERATIONS } from './deleted-item-operations.ts';
import { DELTA_OPERATIONS } from './delta-operations.ts';
import { DEVICE_OPERATIONS } from './device-operations.ts';
import { DIRECTORY_AUDIT_OPERATIONS } from './directory-audit-operations.ts';
import { DIRECTORY_OBJECT_OPERATIONS } from './directory-object-operations.ts';
import { DIRECTORY_OPERATIONS } from './directory-operations.ts';
import { EVALUATE_OPERATIONS } from './evaluate-operations.ts';
import { EXPLAIN_OPERATIONS } from './explain-operations.ts';
import { EXPORT_OPERATIONS } from './export-operations.ts';
import { GROUP_OPERATIONS } from './group-operations.ts';
import { HISTORY_OPERATIONS } from './history-operations.ts';
import { IMPORT_OPERATIONS } from './import-operations.ts';
import { MAIL_OPERATIONS } from './mail-operations.ts';
import { MEMBER_OPERATIONS } from './member-operations.ts';
import { MEMBERSHIP_OPERATIONS } from './membership-operations.ts';
import { METADATA_OPERATIONS } from './metadata-operations.ts';
import { MONITORING_OPERATIONS } from './monitoring-operations.ts';
import { MUSTER_OPERATIONS } from './muster-operations.ts';
import { MY_RIGHTS_OPERATION } from './my-rights-operation.ts';
import { openApiOperations } from './open-api-operations.ts';
import type { Operation } from './operation.ts';
import { OWNER_OPERATIONS } from './owner-operations.ts';
import { PAST_OPERATIONS } from './past-operations.ts';
import { PREVIEW_OPERATIONS } from './preview-operations.ts';
import { REPORT_OPERATIONS } from './report-operations.ts';
import { RULE_TEST_OPERATIONS } from './rule-test-operations.ts';
import { RULE_VERSION_OPERATIONS } from './rule-version-operations.ts';
import { USER_OPERATIONS } from './user-operations.ts';
import { WEBHOOK_OPERATIONS } from './webhook-operations.ts';
import { WHAT_IF_OPERATIONS } from './what-if-operations.ts';

export const OPERATIONS: readonly Operation[] = [
  ...GROUP_OPERATIONS,
  ...MEMBER_OPERATIONS,
  ...OWNER_OPERATIONS,
  ...MEMBERSHIP_OPERATIONS,
  ...CHECK_OPERATIONS,
  ...EVALUATE_OPERATIONS,
  ...DIRECTORY_OBJECT_OPERATIONS,
  ...USER_OPERATIONS,
  ...DEVICE_OPERATIONS,
  ...APPLICATION_OPERATIONS,
  ...DIRECTORY_OPERATIONS,
  ...ADMINISTRATIVE_UNIT_OPERATIONS,
  ...METADATA_OPERATIONS,
  ...BATCH_OPERATIONS,
  ...DELETED_ITEM_OPERATIONS,
  ...DELTA_OPERATIONS,
  MY_RIGHTS_OPERATION,
  ...MUSTER_OPERATIONS,
  ...MONITORING_OPERATIONS,
  ...DIRECTORY_AUDIT_OPERATIONS,
  ...HISTORY_OPERATIONS,
  ...EXPLAIN_OPERATIONS,
  ...WHAT_IF_OPERATIONS,
  ...PAST_OPERATIONS,
  ...RULE_VERSION_OPERATIONS,
  ...RULE_TEST_OPERATIONS,
  ...AUDIT_OPERATIONS,
  ...BRAKE_OPERATIONS,
  ...PREVIEW_OPERATIONS,
  ...MAIL_OPERATIONS,
  ...IMPORT_OPERATIONS,
  ...EXPORT_OPERATIONS,
  ...openApiOperations(() => OPERATIONS),
  ...WEBHOOK_OPERATIONS,
  ...REPORT_OPERATIONS,
];
