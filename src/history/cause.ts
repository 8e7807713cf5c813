/** Why an object came into a group or left it, or why a group's members changed. */
import type { PropertyChange } from '../directory/object-event.ts';
import type { Origin } from '../directory/origin.ts';

/** Stable codes; they are part of the interface and never translated. */
export type CauseKind =
  | 'groupCreated'
  | 'ruleChanged'
  | 'conversion'
  | 'resumed'
  | 'reprocessed'
  | 'recovered'
  | 'groupRestored'
  | 'run'
  | 'objectsChanged'
  | 'propertiesChanged'
  | 'managerChanged'
  | 'objectCreated'
  | 'objectDeleted'
  | 'objectRestored'
  | 'reevaluated'
  | 'clock'
  | 'sourceGroup'
  | 'hand'
  | 'import'
  | 'release';

export interface NamedGroup {
  readonly id: string;
  /** Null when there is no such group any more. */
  readonly displayName: string | null;
}

export interface Cause {
  readonly kind: CauseKind;
  /** The same as a sentence, in English. */
  readonly message: string;
  /** When what brought it about was written (ISO); null where it has no moment of its own, as with the clock. */
  readonly time: string | null;
  readonly by: Origin;
  readonly ruleVersion: number;
  /** The rule that decided; null where none did, or where its text was not kept yet. */
  readonly membershipRule: string | null;
  /** What changed of the object, of what the rule looks at; from the first state not looked at before to the one that was. */
  readonly changes: readonly PropertyChange[];
  /** The groups whose members changed, where a memberOf rule followed them. */
  readonly sourceGroups: readonly NamedGroup[];
}
