import type { Json } from '../directory/attributes.ts';
import type { ObjectEvent, PropertyChange } from '../directory/object-event.ts';
import { graphNameOf } from '../directory/rule-names.ts';
import { compileRule } from '../rules/compile-rule.ts';
import { validateRule } from '../rules/validate-rule.ts';

/**
 * What some events (newest first) changed taken together, of the properties that a rule looks at; of all properties where
 * the rule is not known, or follows other groups. Where they ended as they began, the newest step of the way.
 */
export function relevantChanges(
  rule: string | null,
  events: readonly ObjectEvent[],
): readonly PropertyChange[] {
  const names = namesIn(rule);
  const isRelevant = ({ name }: PropertyChange) => names === null || names.has(name.toLowerCase());
  const merged = mergedChanges(events).filter(isRelevant);
  if (merged.length > 0) return merged;
  const steps = events.map(({ changes }) => changes.filter(isRelevant));
  return steps.find((changes) => changes.length > 0) ?? [];
}

/** What some events (newest first) changed taken together; what ended as it began is left out. */
function mergedChanges(events: readonly ObjectEvent[]): readonly PropertyChange[] {
  const merged = new Map<string, PropertyChange>();
  for (const { changes } of [...events].reverse())
    for (const change of changes)
      merged.set(change.name, followed(merged.get(change.name), change));
  return [...merged.values()].filter((change) => !isSame(change.old, change.new));
}

function followed(before: PropertyChange | undefined, change: PropertyChange): PropertyChange {
  if (before === undefined) return change;
  const cut = [
    ...(before.cut?.includes('old') ? (['old'] as const) : []),
    ...(change.cut?.includes('new') ? (['new'] as const) : []),
  ];
  return { name: change.name, old: before.old, new: change.new, ...(cut.length > 0 && { cut }) };
}

function isSame(left: Json, right: Json): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** Graph's names, in lower case. */
function namesIn(text: string | null): ReadonlySet<string> | null {
  const validation = text === null ? null : validateRule(text);
  if (validation === null || !validation.valid) return null;
  const { mentions, memberOf, scope } = compileRule(validation);
  if (memberOf !== null) return null;
  return new Set([...mentions].map((name) => (graphNameOf(scope, name) ?? name).toLowerCase()));
}
