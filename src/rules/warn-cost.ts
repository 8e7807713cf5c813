/** SLOW_OPERATOR and PATTERN_IS_PREFIX: what costs more than it must. */
import type { Comparison } from '../language/ast.ts';
import { quoteText } from '../language/print-rule.ts';
import { literalPrefixOf } from './pattern-shape.ts';
import { predicatesOf } from './predicates.ts';
import { displayName, resolveReference } from './resolve.ts';
import { makeWarning, type Warning, type WarningCheck } from './warning.ts';

const SLOW = /^(?:match|notMatch|contains|notContains)$/;

/** SLOW_OPERATOR for -match, -contains, their negations, and memberOf. */
export const warnOfSlowOperators: WarningCheck = ({ expression, text }) =>
  predicatesOf(expression).flatMap((predicate) => {
    const { reference } = predicate;
    if (resolveReference(reference)?.type === 'groups') {
      const params = { o: displayName(reference) };
      return [makeWarning('SLOW_OPERATOR', { ...spanOf(reference), text }, { params })];
    }
    const parts = predicate.kind === 'quantifier' ? predicatesOf(predicate.body) : [predicate];
    return parts
      .filter(({ operator }) => SLOW.test(operator.name))
      .map(({ operator }) =>
        makeWarning(
          'SLOW_OPERATOR',
          { ...spanOf(operator), text },
          { params: { o: `-${operator.name}` } },
        ),
      );
  });

/** PATTERN_IS_PREFIX for a pattern of ^ and plain characters only. */
export const warnOfPrefixPatterns: WarningCheck = ({ expression, text }) =>
  predicatesOf(expression)
    .flatMap((predicate) =>
      predicate.kind === 'quantifier' ? predicatesOf(predicate.body) : [predicate],
    )
    .flatMap((predicate) =>
      predicate.kind === 'comparison' ? prefixWarning(predicate, text) : [],
    );

function prefixWarning(comparison: Comparison, text: string): readonly Warning[] {
  const { operator, value } = comparison;
  const isMatch = operator.name === 'match' || operator.name === 'notMatch';
  if (!isMatch || value.kind !== 'string') return [];
  const prefix = literalPrefixOf(value.value);
  if (prefix === null) return [];
  const better = operator.name === 'match' ? '-startsWith' : '-notStartsWith';
  return [
    makeWarning(
      'PATTERN_IS_PREFIX',
      { start: operator.start, end: value.end, text },
      { params: { o: better }, suggestion: `${better} ${quoteText(prefix)}` },
    ),
  ];
}

function spanOf({ start, end }: { readonly start: number; readonly end: number }) {
  return { start, end };
}
