/** History in words, in English. Programs look at the codes beside them. */
import type { Json } from '../directory/attributes.ts';
import type { GroupEvent } from '../directory/group-event.ts';
import type { ObjectEvent, PropertyChange } from '../directory/object-event.ts';
import { describeError, type ProcessingError } from '../directory/processing-error.ts';
import type { Cause } from './cause.ts';

/** A longer value is shown by its beginning. */
const LONGEST_SHOWN = 80;

/** What `department changed from "Sales" to "Legal"` says of each property. */
function describeChanges(changes: readonly PropertyChange[]): string {
  return `${changes.map(describeChange).join('; ')}.`;
}

function describeChange({ name, old, new: next }: PropertyChange): string {
  if (old === null) return `${name} was set to ${shown(next)}`;
  if (next === null) return `${name} was cleared, it was ${shown(old)}`;
  return `${name} changed from ${shown(old)} to ${shown(next)}`;
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

/** Why members changed, as a sentence. */
export function describeCause(cause: Omit<Cause, 'message'>): string {
  switch (cause.kind) {
    case 'groupCreated':
      return 'The group was created with this rule.';
    case 'ruleChanged':
      return 'The membership rule was changed.';
    case 'conversion':
      return 'The group was made dynamic.';
    case 'resumed':
      return 'Processing of the group was resumed.';
    case 'reprocessed':
      return 'The group was processed again on demand.';
    case 'recovered':
      return 'What kept the group from being processed was mended.';
    case 'groupRestored':
      return 'The group was restored.';
    case 'run':
      return 'The rule was evaluated over the whole directory.';
    case 'objectsChanged':
      return 'Users or devices were created, changed or deleted.';
    case 'propertiesChanged':
    case 'managerChanged':
      return describeChanges(cause.changes);
    case 'objectCreated':
      return 'The object was created.';
    case 'objectDeleted':
      return 'The object was deleted.';
    case 'objectRestored':
      return 'The object was restored.';
    case 'reevaluated':
      return 'The object was looked at again.';
    case 'clock':
      return 'Time passed: the rule compares with the present.';
    case 'sourceGroup':
      return `Members changed of ${cause.sourceGroups.map(nameOf).join(', ') || 'a group that the rule names'}.`;
    case 'hand':
      return 'Members were changed by hand.';
    case 'import':
      return 'An import changed the members.';
    case 'release':
      return 'A held change was released.';
  }
}

function nameOf({ id, displayName }: Cause['sourceGroups'][number]): string {
  return displayName === null ? `group ${id}` : `group "${displayName}"`;
}

/** What happened to a group, as a sentence. */
export function describeGroupEvent(event: GroupEvent): string {
  switch (event.kind) {
    case 'created':
      return 'The group was created.';
    case 'changed':
      return describeChanges(event.changes ?? []);
    case 'ownersChanged':
      return 'The owners were changed.';
    case 'ruleChanged':
      return 'The membership rule was changed.';
    case 'ruleTestsOverridden':
      return 'The rule was saved although it fails tests of the group.';
    case 'becameDynamic':
      return 'The group was made dynamic.';
    case 'becameAssigned':
      return 'The group was made assigned; its members stayed.';
    case 'paused':
      return 'Processing was paused.';
    case 'resumed':
      return 'Processing was resumed.';
    case 'reprocessed':
      return 'The group was to be processed again.';
    case 'failed':
      return `Processing failed. ${describeFailure(event)}`;
    case 'recovered':
      return 'The error of the group ended.';
    case 'runEnded':
      return 'The rule was evaluated over the whole directory; no member changed.';
    case 'held':
      return 'A change of members was held for review.';
    case 'holdEnded':
      return 'A hold ended.';
    case 'deleted':
      return 'The group was deleted.';
    case 'restored':
      return 'The group was restored.';
  }
}

function describeFailure({ details }: GroupEvent): string {
  const { code, params } = details ?? {};
  return describeError({ code, params } as unknown as ProcessingError);
}

/** What happened to an object, as a sentence. */
export function describeObjectEvent({ kind, changes }: ObjectEvent): string {
  switch (kind) {
    case 'created':
      return 'The object was created.';
    case 'deleted':
      return 'The object was deleted.';
    case 'restored':
      return 'The object was restored.';
    case 'changed':
    case 'managerChanged':
      return describeChanges(changes);
  }
}
