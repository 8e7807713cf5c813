/**
 * The nested builder model: All of / Any of / Not, any item / all items, and conditions. Unlike the flat one it can draw
 * every rule that parses, and writes back a rule with the same members.
 */
import type { ComparisonName, OffsetName, QuantifierName } from '../language/operator-names.ts';

/** A constant of a condition; `now` is `system.now`, perhaps shifted by a duration such as `P7D`. */
export type NestedValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'flag'; readonly flag: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'number' | 'date'; readonly text: string }
  | {
      readonly kind: 'now';
      readonly shift: { readonly direction: OffsetName; readonly duration: string } | null;
    }
  | { readonly kind: 'list'; readonly items: readonly NestedValue[] };

/** A condition on a property (`user.city`), an item (`_`) or a part of an item (`assignedPlan.service`). */
export interface NestedCondition {
  readonly kind: 'condition';
  readonly property: string;
  readonly operator: ComparisonName;
  readonly value: NestedValue;
}

/** A node of the drawing; `items` is any item or all items of a collection. */
export type NestedNode =
  | { readonly kind: 'all-of' | 'any-of'; readonly children: readonly NestedNode[] }
  | { readonly kind: 'not'; readonly child: NestedNode }
  | {
      readonly kind: 'items';
      readonly property: string;
      readonly quantifier: QuantifierName;
      readonly child: NestedNode;
    }
  | NestedCondition
  | { readonly kind: 'direct-reports'; readonly manager: string };
