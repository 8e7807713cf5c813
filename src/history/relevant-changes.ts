import type { Json } from '../directory/attributes.ts';
import type { ObjectEvent, PropertyChange } from '../directory/object-event.ts';
import { graphNameOf } from '../directory/rule-names.ts';
import { compileRule } from '../rules/compile-rule.ts';
import { validateRule } from '../rules/validate-rule.ts';

/** What some events (newest first) changed taken together; what ended as it began is left out. */
export function mergedChanges(events: readonly ObjectEvent[]): readonly PropertyChange[] {
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

/** The changes of properties that a rule looks at; all of them where the rule is not known, or follows other groups. */
export function relevantChanges(
  rule: string | null,
  changes: readonly PropertyChange[],
): readonly PropertyChange[] {
  const names = namesIn(rule);
  return names === null ? changes : changes.filter(({ name }) => names.has(name.toLowerCase()));
}

/** Graph's names, in lower case. */
function namesIn(text: string | null): ReadonlySet<string> | null {
  const validation = text === null ? null : validateRule(text);
  if (validation === null || !validation.valid) return null;
  const { mentions, memberOf, scope } = compileRule(validation);
  if (memberOf !== null) return null;
  return new Set([...mentions].map((name) => (graphNameOf(scope, name) ?? name).toLowerCase()));
}
