/** Finds out why: joins a log entry with the events of the group and of the object that it names. */
import type { GroupEvent, GroupEventKind } from '../directory/group-event.ts';
import type { ObjectEvent, PropertyChange } from '../directory/object-event.ts';
import { SYSTEM } from '../directory/origin.ts';
import type { Context } from '../membership/context.ts';
import type { LogCause } from '../ports/log.ts';
import type { Cause, CauseKind, NamedGroup } from './cause.ts';
import type { Flip } from './flips.ts';
import { relevantChanges } from './relevant-changes.ts';
import { describeCause } from './sentences.ts';

/** More events between two looks are not read; the newest say enough. */
const MOST_EVENTS = 50;

const RUN_KINDS: Partial<Record<GroupEventKind, CauseKind>> = {
  created: 'groupCreated',
  ruleChanged: 'ruleChanged',
  becameDynamic: 'conversion',
  resumed: 'resumed',
  reprocessed: 'reprocessed',
  recovered: 'recovered',
  restored: 'groupRestored',
};

/** Causes of the entries of groups' logs. What several of them name is read once. */
export class CauseReader {
  readonly #context: Context;
  readonly #events = new Map<string, Promise<GroupEvent | null>>();
  readonly #names = new Map<string, Promise<NamedGroup>>();

  constructor(context: Context) {
    this.#context = context;
  }

  /** Why a batch of members of a group came and went. */
  async ofEntry(groupId: string, cause: LogCause): Promise<Cause> {
    const base = await this.#base(groupId, cause);
    return told({ ...base, kind: cause.kind === 'change' ? 'objectsChanged' : base.kind });
  }

  /** Why one object came into a group or left it. */
  async ofFlip(groupId: string, ordinal: number, flip: Flip): Promise<Cause> {
    const base = await this.#base(groupId, flip.cause);
    const { kind } = flip.cause;
    if (kind !== 'change' && kind !== 'source') return told(base);
    const events = await this.#eventsSeen(ordinal, flip);
    const isGone = !flip.added && (await this.#isGone(ordinal, events));
    if (kind === 'source' && !isGone) return told(base);
    const changes = relevantChanges(base.membershipRule, events);
    const newest = events[0];
    return told({
      ...base,
      kind: isGone ? 'objectDeleted' : kindOfChange(flip, events, changes),
      changes: isGone ? [] : changes,
      time: newest?.time ?? null,
      by: newest?.by ?? SYSTEM,
    });
  }

  async #base(groupId: string, cause: LogCause): Promise<Omit<Cause, 'message'>> {
    const [asked, rule, sourceGroups] = await Promise.all([
      this.#event(groupId, cause.asked),
      this.#event(groupId, cause.rule),
      Promise.all((cause.sources ?? []).map((id) => this.#name(id))),
    ]);
    return {
      kind: kindOfEntry(cause, asked),
      time: asked?.time ?? null,
      by: cause.by ?? asked?.by ?? SYSTEM,
      ruleVersion: cause.ver,
      membershipRule: rule?.rule ?? null,
      changes: [],
      sourceGroups,
    };
  }

  async #eventsSeen(ordinal: number, { seen }: Flip): Promise<readonly ObjectEvent[]> {
    if (seen === null) return [];
    const from = Math.max(seen.first, seen.newest - MOST_EVENTS + 1);
    return this.#context.objects.readEvents(ordinal, { from, through: seen.newest });
  }

  /** A deleted object may be looked at once more, after all that happened to it was looked at. */
  async #isGone(ordinal: number, events: readonly ObjectEvent[]): Promise<boolean> {
    const [newest] = events;
    if (newest !== undefined) return newest.kind === 'deleted';
    const row = await this.#context.objects.read(ordinal);
    return row !== null && row.deleted !== null;
  }

  #event(groupId: string, number = 0): Promise<GroupEvent | null> {
    const key = `${groupId} ${number}`;
    const known = this.#events.get(key);
    if (known !== undefined) return known;
    const span = { from: number, through: number };
    const read =
      number === 0
        ? Promise.resolve(null)
        : this.#context.groups.readEvents(groupId, span).then(([event]) => event ?? null);
    this.#events.set(key, read);
    return read;
  }

  #name(id: string): Promise<NamedGroup> {
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    const read = this.#context.groups
      .readMeta(id)
      .then((group) => ({ id, displayName: group?.value.resource.displayName ?? null }));
    this.#names.set(id, read);
    return read;
  }
}

function told(cause: Omit<Cause, 'message'>): Cause {
  return { ...cause, message: describeCause(cause) };
}

function kindOfEntry({ kind, by }: LogCause, asked: GroupEvent | null): CauseKind {
  switch (kind) {
    case 'run':
      if (typeof asked?.details?.importId === 'string') return 'import';
      return (asked === null ? undefined : RUN_KINDS[asked.kind]) ?? 'run';
    case 'source':
      return 'sourceGroup';
    case 'hand':
      return by !== undefined && by.importId !== null ? 'import' : 'hand';
    case 'change':
      return 'reevaluated';
    case 'clock':
    case 'conversion':
    case 'release':
      return kind;
  }
}

function kindOfChange(
  { added }: Flip,
  events: readonly ObjectEvent[],
  changes: readonly PropertyChange[],
): CauseKind {
  const has = (kind: ObjectEvent['kind']) => events.some((event) => event.kind === kind);
  if (added && has('created')) return 'objectCreated';
  if (added && has('restored')) return 'objectRestored';
  if (changes.length === 0) return 'reevaluated';
  return changes.every(({ name }) => name === 'manager') ? 'managerChanged' : 'propertiesChanged';
}
