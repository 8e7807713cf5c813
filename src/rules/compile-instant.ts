/** Comparisons of an instant, with a fixed one or with the moving present (rules-spec.md 7.5, D17, D18). */
import type { RuleObject } from '../directory/rule-object.ts';
import type { Comparison } from '../language/ast.ts';
import type { Condition } from './compile-logic.ts';
import { parseInstant } from './instant.ts';
import { comparisonRule } from './operators.ts';
import { instantReader } from './read-value.ts';

/** A null instant is neither before nor after nor equal to anything; only -ne and -eq null are true of it. */
export function compileInstant(comparison: Comparison, name: string): Condition<RuleObject> {
  const read = instantReader(name);
  const { basic, negated } = comparisonRule(comparison.operator.name);
  if (comparison.value.kind === 'null') return (object) => (read(object) === null) !== negated;
  const limitAt = compileLimit(comparison.value);
  switch (basic) {
    case 'le':
      return (object, now) => isTrue(read(object), (instant) => instant <= limitAt(now));
    case 'ge':
      return (object, now) => isTrue(read(object), (instant) => instant >= limitAt(now));
    default:
      return (object, now) =>
        isTrue(read(object), (instant) => instant === limitAt(now)) !== negated;
  }
}

function isTrue(instant: number | null, test: (instant: number) => boolean): boolean {
  return instant !== null && test(instant);
}

/** The instant on the right of a comparison, given the present. */
function compileLimit(value: Comparison['value']): (now: number) => number {
  if (value.kind === 'now') {
    const shift = value.offset?.milliseconds ?? 0;
    return (now) => now + shift;
  }
  const text = value.kind === 'string' ? value.value : value.kind === 'date' ? value.text : '';
  const instant = parseInstant(text);
  if (instant === null) throw new TypeError(`"${text}" is no date; was the rule validated?`);
  return () => instant;
}
