import type { GroupMeta } from '../directory/group-meta.ts';
import { type Origin, SYSTEM } from '../directory/origin.ts';
import { RuleIndexCache } from '../matching/rule-index-cache.ts';
import type { Stores } from '../ports/stores.ts';
import type { OutgoingAnswer, WebhookSender } from '../ports/webhook-ports.ts';
import type { Clock } from '../util/clock.ts';
import type { Ids } from '../util/ids.ts';
import { ChangeNotes } from './change-notes.ts';
import { healingRules } from './healing-rules.ts';
import { KnownIds } from './known-ids.ts';
import { KnownNames } from './known-names.ts';
import { markingGroups } from './marking-groups.ts';
import { notingGroups, notingObjects } from './noting-stores.ts';
import { OpenImports } from './open-imports.ts';
import { ProgressRecorder } from './progress.ts';
import { RangeReminders } from './range-reminders.ts';
import { rememberingIds } from './remembering-ids.ts';
import { RunsInHand } from './runs-in-hand.ts';

/** Whoever is told of members of groups. */
export interface Reader {
  /** Object id; null: the system itself. */
  readonly id: string | null;
  /** Whether he may see the members of every group. */
  readonly seesAll: boolean;
  /** Whether he may see the members of this group, also where he is none of them. */
  readonly seesMembersOf: (group: GroupMeta) => boolean;
}

/** The system itself is told everything. */
const EVERYTHING: Reader = { id: null, seesAll: true, seesMembersOf: () => true };

/** Everything a use case works with: storage, this instance's index of rules, time and new identifiers. */
export interface Context extends Omit<Stores, 'progress'> {
  readonly progress: ProgressRecorder;
  readonly notes: ChangeNotes;
  readonly index: RuleIndexCache;
  readonly names: KnownNames;
  readonly knownIds: KnownIds;
  readonly reminders: RangeReminders;
  readonly runsInHand: RunsInHand;
  readonly openImports: OpenImports;
  /** The way out to webhooks. */
  readonly sender: WebhookSender;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Who asks, where that decides what is told. */
  readonly reader: Reader;
  /** On whose behalf it is done; the system's own unless a request says otherwise. */
  readonly by: Origin;
}

const NO_WAY: OutgoingAnswer = { status: null, error: 'Nothing is sent from here.' };

/** Where nothing may be sent. */
const NOWHERE: WebhookSender = {
  refusal: () => NO_WAY.error,
  validate: async () => NO_WAY,
  send: async () => NO_WAY,
};

/** Wires the stores to this instance's index and note of progress. */
export function createContext(
  stores: Stores,
  clock: Clock,
  ids: Ids,
  sender: WebhookSender = NOWHERE,
): Context {
  const notes = new ChangeNotes(stores.feed, clock);
  const knownIds = new KnownIds();
  return {
    ...stores,
    notes,
    groups: markingGroups(notingGroups(stores.groups, notes), stores.alerts, clock),
    objects: rememberingIds(notingObjects(stores.objects, notes), knownIds),
    knownIds,
    sender,
    clock,
    ids,
    by: SYSTEM,
    reader: EVERYTHING,
    index: new RuleIndexCache(healingRules(stores), clock),
    names: new KnownNames(),
    reminders: new RangeReminders(clock),
    runsInHand: new RunsInHand(),
    openImports: new OpenImports(stores.imports, clock),
    progress: new ProgressRecorder(stores.progress, clock),
  };
}
