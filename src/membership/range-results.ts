import { OrdinalSet } from '../directory/ordinal-set.ts';

/** What was found in one range for one rule. */
export interface FoundInRange {
  readonly members: OrdinalSet;
  /** Objects that could not be evaluated: their membership stays as it is. */
  readonly unread?: OrdinalSet | undefined;
}

/** The members that ranges give together, where `present` are those of now. */
export function resultOfRanges(found: readonly FoundInRange[], present: OrdinalSet): OrdinalSet {
  const result = new OrdinalSet();
  for (const { members, unread } of found) {
    result.addAll(members);
    if (unread !== undefined) result.addAll(unread.minus(unread.minus(present)));
  }
  return result;
}
