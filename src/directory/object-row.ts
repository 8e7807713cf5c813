/**
 * A directory object as it is stored, and its variants: the states it may have been in when a slower worker looked at it
 * (design.md invariant 4, protocol.md 1).
 */
import { type AttributePatch, type Attributes, applyPatch } from './attributes.ts';
import type { ObjectKind } from './ordinal.ts';

/** Leads from one state of an object back to the one before. */
export interface InversePatch {
  /** Old values of the attributes that were changed; null: the attribute was absent. */
  readonly attributes: AttributePatch;
  /** Set when the step created, deleted or restored the object: whether it existed before. */
  readonly existed?: boolean;
}

/**
 * What has been overwritten since the object was last settled, oldest first. `all`: more than is remembered, so every
 * group whose rule mentions any attribute has to be looked at.
 */
export type Undo = readonly InversePatch[] | 'all';

/** More overwrites than this are remembered as `all`. */
export const UNDO_LIMIT = 8;

export interface ObjectContent {
  readonly ordinal: number;
  readonly id: string;
  readonly kind: ObjectKind;
  /** When it was deleted (ISO, UTC); null while it exists. A deleted row stays as a tombstone. */
  readonly deleted: string | null;
  readonly created: string;
  readonly attributes: Attributes;
  readonly undo: Undo;
  /** Since when `undo` is not empty (ISO); null when it is. */
  readonly since: string | null;
  /**
   * The import whose change of this object has not been looked at yet; null: none. Set in the transaction of the change,
   * kept when somebody else changes the object before it is settled, gone when it is settled or deleted.
   */
  readonly importId: string | null;
  /**
   * The assigned groups it is a direct member of, each with the log sequence at which that was noted: a projection of their
   * bitmaps. It names every group it is a member of, and may for a while name one that it has left.
   */
  readonly assignedTo: Readonly<Record<string, number>>;
  readonly history: ObjectHistory;
}

/** How much has happened to an object: the numbers of its events (object-event.ts). */
export interface ObjectHistory {
  /** The number of its newest event. */
  readonly changes: number;
  /** The newest event that was there when it was last settled: what came after it is what a look has to see. */
  readonly settled: number;
}

/** Of an object to which nothing has happened yet. */
export const NO_HISTORY: ObjectHistory = { changes: 0, settled: 0 };

/** An object with the ETag it was read under. */
export interface ObjectRow extends ObjectContent {
  readonly etag: string;
}

/** A state an object has, or had since it was last settled. */
export interface Variant {
  readonly exists: boolean;
  readonly attributes: Attributes;
}

/** Whether nothing is left to be looked at. */
export function isSettled(row: ObjectContent): boolean {
  return row.undo.length === 0;
}

/** The present first, then every earlier state back to the last settled one, each step undone on top of the one before. */
export function variantsOf(row: ObjectContent): readonly Variant[] {
  const variants: Variant[] = [{ exists: row.deleted === null, attributes: row.attributes }];
  if (row.undo === 'all') return variants;
  for (const patch of [...row.undo].reverse()) {
    const newer = variants[variants.length - 1] as Variant;
    variants.push({
      exists: patch.existed ?? newer.exists,
      attributes: applyPatch(newer.attributes, patch.attributes),
    });
  }
  return variants;
}

/** Appends one inverse patch; past the limit everything is suspected. */
export function appendUndo(undo: Undo, patch: InversePatch): Undo {
  if (undo === 'all' || undo.length >= UNDO_LIMIT) return 'all';
  return [...undo, patch];
}
