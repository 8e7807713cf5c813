import type { AlertStore } from './alert-ports.ts';
import type { PoisonStore } from './announcements.ts';
import type { ApplicationStore } from './application-ports.ts';
import type { AuditStore } from './audit-ports.ts';
import type { FeedStore } from './feed-ports.ts';
import type { HoldStore } from './hold-ports.ts';
import type { IdempotencyStore } from './idempotency-ports.ts';
import type { ImportStore } from './import-ports.ts';
import type { LatencyStore } from './latency-ports.ts';
import type { MailStore } from './mail-ports.ts';
import type { MeasurementStore } from './measurement-ports.ts';
import type { LookupStore, ReportStore } from './name-ports.ts';
import type {
  DueStore,
  GroupStore,
  ListingStore,
  ObjectStore,
  OrdinalAllocator,
  PendingStore,
  ProgressStore,
  RuleStore,
  RunStore,
} from './ports.ts';
import type { PreviewStore } from './preview-ports.ts';
import type { MessageQueues } from './queue-ports.ts';
import type { RetentionStore } from './retention-ports.ts';
import type { WebhookStore } from './webhook-ports.ts';

/** The storage and queue verbs, as src/storage (or a test) provides them. */
export interface Stores {
  readonly objects: ObjectStore;
  readonly groups: GroupStore;
  readonly rules: RuleStore;
  readonly runs: RunStore;
  readonly holds: HoldStore;
  readonly pending: PendingStore;
  readonly due: DueStore;
  readonly ordinals: OrdinalAllocator;
  readonly lookups: LookupStore;
  readonly reports: ReportStore;
  readonly listing: ListingStore;
  readonly applications: ApplicationStore;
  readonly alerts: AlertStore;
  readonly audits: AuditStore;
  readonly imports: ImportStore;
  readonly idempotency: IdempotencyStore;
  readonly feed: FeedStore;
  readonly latency: LatencyStore;
  readonly webhooks: WebhookStore;
  readonly mails: MailStore;
  readonly poison: PoisonStore;
  readonly previews: PreviewStore;
  readonly progress: ProgressStore;
  readonly measurements: MeasurementStore;
  readonly retention: RetentionStore;
  readonly queues: MessageQueues;
}
