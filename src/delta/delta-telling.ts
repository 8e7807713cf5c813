/** A page while it is made: objects are told one after another, until there is no more room for members. */

import { isKept } from '../directory/deleted-group.ts';
import type { Version } from '../directory/feed.ts';
import { isFrozen } from '../directory/group-meta.ts';
import { kindOfOrdinal } from '../directory/ordinal.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import { seesMembers } from '../groups/hidden-members.ts';
import type { Context } from '../membership/context.ts';
import { readRows } from '../membership/read-rows.ts';
import type { StoredGroup } from '../ports/ports.ts';
import { namesInGroupEvents, namesInObjectEvents } from './changed-names.ts';
import type { DeltaItem, DeltaPosition, DeltaQuery, MemberChange, Part } from './delta-query.ts';
import { type Found, ordinalOf, versionOf } from './found.ts';
import type { Known } from './known.ts';

/** Members a page. */
const MOST_MEMBERS = 1_000;
const ENTRIES_A_REQUEST = 100;

/** Some members, in the order of their ordinals, and after which one there are more. */
interface Told {
  readonly members: readonly MemberChange[] | null;
  readonly endedAt: number | null;
}

export class DeltaTelling {
  readonly items: DeltaItem[] = [];
  readonly known: Known;
  readonly #context: Context;
  readonly #query: DeltaQuery;
  readonly #part: Part | null;
  readonly #started: string;
  #room = MOST_MEMBERS;

  constructor(
    context: Context,
    query: DeltaQuery,
    { known, part, started }: Pick<DeltaPosition, 'known' | 'part' | 'started'>,
  ) {
    this.#context = context;
    this.#query = query;
    this.#part = part;
    this.#started = started;
    this.known = known;
  }

  /** Whether no further member fits on the page. */
  get isFull(): boolean {
    return this.#room === 0;
  }

  /**
   * Tells what changed of an object since a version (null: everything there is of it). Answers where to go on when not all
   * of its members had room.
   */
  async tell(found: Found, since: Version | null): Promise<Part | null> {
    const begun = this.#begun(found);
    const rest =
      found.kind === 'group'
        ? await this.#tellGroup(found.group, since)
        : await this.#tellObject(found, since);
    const { changes, seq } = begun;
    if (rest !== null) return { id: idOf(found), above: rest, changes, seq };
    if (!(since === null && this.#movedOn(found)))
      this.known.tell(ordinalOf(found), { changes, seq });
    return null;
  }

  /**
   * Whether members of a group have come or gone since the first round began. A client that reads a page of that round
   * twice may know of one who has left between: so the next round tells of all who did.
   */
  #movedOn(found: Found): boolean {
    if (found.kind !== 'group') return false;
    const { lastMembershipUpdated: updated, seq } = found.group.meta;
    return updated === null ? seq > 0 : updated > this.#started || isFrozen(found.group.meta);
  }

  /** How far an object had come when it began to be told, perhaps on a page before. */
  #begun(found: Found): Version {
    return this.#part?.id === idOf(found) ? this.#part : versionOf(found);
  }

  async #tellObject(found: Exclude<Found, { kind: 'group' }>, since: Version | null) {
    const { kind, row } = found;
    if (row.deleted !== null) {
      if (since !== null) this.items.push({ kind: 'removed', id: row.id, canComeBack: false });
      return null;
    }
    const span = { from: (since?.changes ?? 0) + 1, through: row.history.changes };
    const isAsked = since !== null && this.#query.withNames;
    const events = isAsked ? await this.#context.objects.readEvents(row.ordinal, span) : [];
    // Of changes that are not kept nothing is known, so all may have changed.
    const isWhole = events.length < span.through - span.from + 1;
    const names = isAsked && !isWhole ? namesInObjectEvents(events) : null;
    this.items.push({ kind: 'changed', id: row.id, object: { kind, row }, names, members: null });
    return null;
  }

  async #tellGroup(group: StoredGroup, since: Version | null): Promise<number | null> {
    const { meta } = group;
    if (meta.deleted !== null) {
      if (since !== null)
        this.items.push({ kind: 'removed', id: meta.id, canComeBack: isKept(meta) });
      return null;
    }
    const names = since === null ? null : await this.#namesIn(group, since);
    const { members, endedAt } = await this.#membersOf(group, since, names === null);
    if (names?.size !== 0 || members !== null) {
      const object = { kind: 'group', meta } as const;
      this.items.push({ kind: 'changed', id: meta.id, object, names, members });
    }
    return endedAt;
  }

  async #namesIn({ meta }: StoredGroup, { changes }: Version): Promise<ReadonlySet<string> | null> {
    const { events } = meta.history;
    if (changes >= events) return new Set();
    const span = { from: changes + 1, through: events };
    return namesInGroupEvents(await this.#context.groups.readEvents(meta.id, span));
  }

  /** `isWhole`: the client may not know those who have been members for long. */
  async #membersOf(group: StoredGroup, since: Version | null, isWhole: boolean): Promise<Told> {
    const nobody = { members: null, endedAt: null };
    const isAsked = this.#query.withMembers && (await seesMembers(this.#context, group));
    if (!isAsked) return nobody;
    const touched = since === null ? new OrdinalSet() : await this.#flipped(group, since);
    if (isWhole) touched.addAll(group.members);
    const above = this.#part?.id === group.meta.id ? this.#part.above : -1;
    const ordinals: number[] = [];
    let isCut = false;
    for (const ordinal of touched.ordinals(above + 1)) {
      isCut = ordinals.length === this.#room;
      if (isCut) break;
      ordinals.push(ordinal);
    }
    if (ordinals.length === 0) return nobody;
    this.#room -= ordinals.length;
    const rows = await readRows(this.#context.objects, ordinals);
    const members = rows.map(({ id, ordinal }) => ({
      id,
      kind: kindOfOrdinal(ordinal),
      isRemoved: !group.members.has(ordinal),
    }));
    return { members, endedAt: isCut ? (ordinals.at(-1) ?? above) : null };
  }

  /** Whoever came or went since a version. */
  async #flipped({ meta }: StoredGroup, since: Version): Promise<OrdinalSet> {
    const flipped = new OrdinalSet();
    for (let from = since.seq + 1; from <= meta.seq; from += ENTRIES_A_REQUEST) {
      const through = Math.min(from + ENTRIES_A_REQUEST - 1, meta.seq);
      for (const entry of await this.#context.groups.readLogSpan(meta.id, { from, through })) {
        flipped.addAll(entry.added);
        flipped.addAll(entry.removed);
      }
    }
    return flipped;
  }
}

function idOf(found: Found): string {
  return found.kind === 'group' ? found.group.meta.id : found.row.id;
}
