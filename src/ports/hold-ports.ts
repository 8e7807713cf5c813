/** The storage verbs of finding holds; the holds themselves stand with their groups. */

/** Which group a hold is of. */
export interface HoldPlace {
  readonly holdId: string;
  readonly groupId: string;
  readonly created: string;
}

/**
 * Where holds are found: a row is written before the hold is made, so one may name a hold that never was; the group's own
 * rows are the truth.
 */
export interface HoldStore {
  put(place: HoldPlace): Promise<void>;
  find(holdId: string): Promise<HoldPlace | null>;
  /** Moves a hold from those that stand to those that ended. */
  end(place: HoldPlace): Promise<void>;
  listStanding(): Promise<readonly HoldPlace[]>;
  listEnded(): Promise<readonly HoldPlace[]>;
  /** Nothing happens when it is gone, or stands. */
  forget(holdId: string): Promise<void>;
}
