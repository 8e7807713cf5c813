/** Which row of storage can't be read. */
export interface RowPlace {
  readonly table: string;
  readonly partition: string;
  readonly row: string;
  readonly etag: string;
}

/** A stored row that this version can't read: broken, or written by a newer one. The message names it and says why. */
export class UnreadableRowError extends Error {
  readonly place: RowPlace;
  /** Whether it is only this version that can't read it: then nothing may be written over it. */
  readonly isNewer: boolean;

  constructor(place: RowPlace, about: { readonly reason: string; readonly isNewer: boolean }) {
    super(
      `The row ${place.row} of partition ${place.partition} in table ${place.table} cannot be read: ${about.reason}`,
    );
    this.name = 'UnreadableRowError';
    this.place = place;
    this.isNewer = about.isNewer;
  }
}
