/** What a rule says of the objects of a range: the one step that a run and a preview have in common (design.md 6). */
import type { OrdinalSet } from '../directory/ordinal-set.ts';
import type { CompiledRule } from '../rules/compile-rule.ts';
import type { Objects } from './range-objects.ts';

/** When the clock can next change the verdict on an object (ISO). */
export interface Turn {
  readonly ordinal: number;
  readonly instant: string;
}

/** Adds to `members` whom the rule selects at an instant; answers when that may change. Throws what the rule throws. */
export function selectMembers(
  rule: CompiledRule,
  about: {
    readonly objects: Pick<Objects, 'seen'>;
    readonly now: Date;
    readonly members: OrdinalSet;
  },
): readonly Turn[] {
  const { objects, now, members } = about;
  const turns: Turn[] = [];
  for (const [ordinal, object] of objects.seen) {
    if (rule.evaluate(object, now)) members.add(ordinal);
    const instant = rule.usesClock ? rule.nextChange(object, now) : null;
    if (instant !== null) turns.push({ ordinal, instant: instant.toISOString() });
  }
  return turns;
}
