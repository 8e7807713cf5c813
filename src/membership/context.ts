import { type Origin, SYSTEM } from '../directory/origin.ts';
import { RuleIndexCache } from '../matching/rule-index-cache.ts';
import type { Clock } from '../util/clock.ts';
import type { Ids } from '../util/ids.ts';
import type { AlertStore } from './alert-ports.ts';
import type { PoisonStore } from './announcements.ts';
import type { ApplicationStore } from './application-ports.ts';
import type { AuditStore } from './audit-ports.ts';
import { healingRules } from './healing-rules.ts';
import type { HoldStore } from './hold-ports.ts';
import type { ImportStore } from './import-ports.ts';
import { KnownNames } from './known-names.ts';
import type { LookupStore, ReportStore } from './name-ports.ts';
import { OpenImports } from './open-imports.ts';
import type {
  DueStore,
  GroupStore,
  ListingStore,
  MessageQueues,
  ObjectStore,
  OrdinalAllocator,
  PendingStore,
  ProgressStore,
  RuleStore,
  RunStore,
} from './ports.ts';
import { ProgressRecorder } from './progress.ts';
import { RangeReminders } from './range-reminders.ts';
import { RunsInHand } from './runs-in-hand.ts';

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
  readonly poison: PoisonStore;
  readonly progress: ProgressStore;
  readonly queues: MessageQueues;
}

/** Everything a use case works with: storage, this instance's index of rules, time and new identifiers. */
export interface Context extends Omit<Stores, 'progress'> {
  readonly progress: ProgressRecorder;
  readonly index: RuleIndexCache;
  readonly names: KnownNames;
  readonly reminders: RangeReminders;
  readonly runsInHand: RunsInHand;
  readonly openImports: OpenImports;
  readonly clock: Clock;
  readonly ids: Ids;
  /** On whose behalf it is done; the system's own unless a request says otherwise. */
  readonly by: Origin;
}

/** Wires the stores to this instance's index and note of progress. */
export function createContext(stores: Stores, clock: Clock, ids: Ids): Context {
  return {
    ...stores,
    clock,
    ids,
    by: SYSTEM,
    index: new RuleIndexCache(healingRules(stores), clock),
    names: new KnownNames(),
    reminders: new RangeReminders(clock),
    runsInHand: new RunsInHand(),
    openImports: new OpenImports(stores.imports, clock),
    progress: new ProgressRecorder(stores.progress, clock),
  };
}
