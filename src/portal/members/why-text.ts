/** An explanation as plain text, for a ticket. */
import type { Text } from '../intl/use-text.ts';
import { type ExplainedExpression, type Explanation, shownValue } from './explanation.ts';
import { actualOf, verdictOf } from './expression-tree.tsx';

export function whyText(why: Explanation, text: Text): string {
  const parts = [
    `${why.displayName ?? why.id} (${why.id})`,
    standingOf(why, text),
    why.message,
    why.event?.text,
    why.expression && treeText(why.expression, text, ''),
    changeText(why, text),
  ];
  return parts.filter(Boolean).join('\n');
}

/** "In the group" or "Not in the group": the stored membership. */
export function standingOf({ isMember, verdict }: Explanation, text: Text): string {
  if (isMember !== null) return text(isMember ? 'members.in' : 'members.notIn');
  if (verdict === 'unknown') return text('members.unknown');
  return text(verdict === 'in' ? 'members.in' : 'members.notIn');
}

/** What would have to be otherwise, or why that is not told. */
export function changeText(why: Explanation, text: Text): string {
  if (why.smallestChange === null)
    return why.noChangeReason === null ? '' : text(`members.noChange.${why.noChangeReason}`);
  const changes = why.smallestChange.map(
    ({ property, from, to }) => `${property}: ${shownValue(from)} → ${shownValue(to)}`,
  );
  return changes.join(' · ');
}

function treeText(expression: ExplainedExpression, text: Text, indent: string): string {
  const actual = actualOf(expression, text);
  const line = `${indent}${verdictOf(expression, text)} ${expression.text}`;
  return [
    actual === null ? line : `${line} – ${actual}`,
    ...expression.children.map((child) => treeText(child, text, `${indent}  `)),
  ].join('\n');
}
