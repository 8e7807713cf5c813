/** Which properties, by Graph's names, events may have changed. */
import type { GroupEvent } from '../directory/group-event.ts';
import type { ObjectEvent, PropertyChange } from '../directory/object-event.ts';

/** Of an object; null: all. */
export function namesInObjectEvents(events: readonly ObjectEvent[]): ReadonlySet<string> | null {
  if (events.some(({ kind }) => kind === 'created' || kind === 'restored')) return null;
  return new Set(events.flatMap(({ changes }) => changes.map(nameOf)));
}

/** Of a group; null: all. Events that nobody sees in a group, such as the end of a run, change none. */
export function namesInGroupEvents(events: readonly GroupEvent[]): ReadonlySet<string> | null {
  if (events.some(({ kind }) => kind === 'created' || kind === 'restored')) return null;
  return new Set(events.flatMap(namesIn));
}

const RULE = ['groupTypes', 'membershipRule', 'membershipRuleProcessingState'];

/** Properties of a group that follow from others. */
const DERIVED: Readonly<Record<string, readonly string[]>> = {
  unified: ['groupTypes'],
  mailNickname: ['mailNickname', 'mail', 'proxyAddresses'],
  mailEnabled: ['mailEnabled', 'mail', 'proxyAddresses'],
  guard: [],
};

function namesIn({ kind, changes = [] }: GroupEvent): readonly string[] {
  switch (kind) {
    case 'changed':
      return changes.flatMap((change) => DERIVED[nameOf(change)] ?? [nameOf(change)]);
    case 'ruleChanged':
    case 'becameDynamic':
    case 'becameAssigned':
      return RULE;
    case 'paused':
    case 'resumed':
      return ['membershipRuleProcessingState'];
    default:
      return [];
  }
}

/** A part of a complex value is named `container.part`. */
function nameOf({ name }: PropertyChange): string {
  return name.split('.', 1)[0] ?? name;
}
