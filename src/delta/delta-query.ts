/** What a delta query is about, how far a client has come in it, and what it is told. */
import type { ObjectKind } from '../directory/ordinal.ts';
import type { Member } from '../groups/members.ts';
import type { Known } from './known.ts';

/** What is followed. */
export interface DeltaQuery {
  readonly kind: ObjectKind;
  /** Object ids in lower case; null: all. */
  readonly ids: ReadonlySet<string> | null;
  /** Whether the members of groups are followed too. */
  readonly withMembers: boolean;
  /** Objects a page. */
  readonly top: number;
  /** Of the domain of mail addresses. */
  readonly mailDomain: string;
  /** Whether it matters which properties changed. */
  readonly withNames: boolean;
}

/** Where a page begins. */
export interface DeltaPosition {
  /** When the first page of the round was asked for (ISO, UTC). */
  readonly started: string;
  /** The first bucket of the feed of the round; null: the first round, which lists everything. */
  readonly from: string | null;
  /** After which place of the list or the feed; null: from its beginning. */
  readonly after: string | null;
  /** A group in the middle of whose members the page before ended. */
  readonly part: Part | null;
  readonly known: Known;
}

export interface Part {
  readonly id: string;
  /** Members with a greater ordinal are still to be told. */
  readonly above: number;
  /** How far the group had come when its members began to be told. */
  readonly changes: number;
  readonly seq: number;
}

/** Somebody who is a member, or no longer is. */
export interface MemberChange {
  readonly id: string;
  readonly kind: ObjectKind;
  readonly isRemoved: boolean;
}

/** An object that is there. */
export interface ChangedItem {
  readonly kind: 'changed';
  readonly id: string;
  readonly object: Member;
  /** Graph's names of the properties that may have changed; null: all of them, or it was not asked for. */
  readonly names: ReadonlySet<string> | null;
  /** Null where they are not followed, or did not change. */
  readonly members: readonly MemberChange[] | null;
}

/** An object that is gone, perhaps to come back. */
export interface RemovedItem {
  readonly kind: 'removed';
  readonly id: string;
  readonly canComeBack: boolean;
}

export type DeltaItem = ChangedItem | RemovedItem;

export interface DeltaPage {
  readonly items: readonly DeltaItem[];
  /** Null: the round is over. */
  readonly next: DeltaPosition | null;
  /** For the round after this one; meaningless before the end. */
  readonly known: Known;
}
