/** USE_IN, USE_NOT_IN, REDUNDANT_PART and MIXED_CONNECTORS: rules that can be said more plainly. */
import type { And, Comparison, Expression, Or } from '../language/ast.ts';
import { printRule, quoteText } from '../language/print-rule.ts';
import { comparisonRule } from './operators.ts';
import { predicatesOf, withoutGroups } from './predicates.ts';
import { displayName, resolveReference } from './resolve.ts';
import { makeWarning, type Warning, type WarningCheck } from './warning.ts';

/** From how many conditions on a list is shorter to read. */
const SHORTEST_LIST = 3;

/** USE_IN for -or of -eq, USE_NOT_IN for -and of -ne, three or more on one property. */
export const warnOfChains: WarningCheck = ({ expression, text }) =>
  joinsOf(expression).flatMap((join) =>
    [...chainsOf(join)].flatMap((chain) => {
      if (chain.length < SHORTEST_LIST) return [];
      return [chainWarning(join, chain, text)];
    }),
  );

/** MIXED_CONNECTORS for an -and without parentheses beside an -or. */
export const warnOfMixedConnectors: WarningCheck = ({ expression, text }) =>
  joinsOf(expression)
    .flatMap((join) => (join.kind === 'or' ? join.operands : []))
    .filter((operand) => operand.kind === 'and')
    .map(({ start, end }) =>
      makeWarning(
        'MIXED_CONNECTORS',
        { start, end, text },
        { suggestion: opensBody(text, start) ? undefined : `(${text.slice(start, end)})` },
      ),
    );

/** Parentheses put right after -any or -all would end the body there (rules-spec.md D12). */
function opensBody(text: string, start: number): boolean {
  return /\b(?:any|all)\s*$/i.test(text.slice(0, start));
}

/** REDUNDANT_PART for an operand that was there before; with its removal. */
export const warnOfRepeatedParts: WarningCheck = ({ expression, text }) =>
  joinsOf(expression).flatMap((join) => {
    const seen = new Set<string>();
    const warnings: Warning[] = [];
    join.operands.forEach((operand, index) => {
      const meaning = meaningOf(operand);
      if (seen.has(meaning)) warnings.push(redundancy(join, index, text));
      seen.add(meaning);
    });
    return warnings;
  });

/** The same text for operands that mean the same. Letter case tells `\d` from `\D` in a pattern, and nothing elsewhere. */
function meaningOf(operand: Expression): string {
  const printed = printRule(withoutGroups(operand));
  return hasPattern(operand) ? printed : printed.toLowerCase();
}

function hasPattern(expression: Expression): boolean {
  return predicatesOf(expression).some((predicate) =>
    predicate.kind === 'quantifier'
      ? hasPattern(predicate.body)
      : comparisonRule(predicate.operator.name).basic === 'match',
  );
}

function redundancy(join: And | Or, index: number, text: string): Warning {
  const { start = join.start, end = join.end } = join.operands[index] ?? {};
  const from = join.operands[index - 1]?.end ?? start;
  return {
    ...makeWarning('REDUNDANT_PART', { start, end, text }),
    rewrite: text.slice(0, from) + text.slice(end),
  };
}

/** Every -and and -or of a rule, in source order, those in bodies too. */
function joinsOf(expression: Expression): readonly (And | Or)[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return [expression, ...expression.operands.flatMap(joinsOf)];
    case 'not':
      return joinsOf(expression.operand);
    case 'group':
      return joinsOf(expression.inner);
    case 'quantifier':
      return joinsOf(expression.body);
    case 'comparison':
      return [];
  }
}

interface ChainLink {
  readonly index: number;
  readonly comparison: Comparison;
  readonly value: string;
}

/** The operands that one list could replace, by property. */
function chainsOf(join: And | Or): Iterable<readonly ChainLink[]> {
  const wanted = join.kind === 'or' ? 'eq' : 'ne';
  const chains = new Map<string, ChainLink[]>();
  join.operands.forEach((operand, index) => {
    const comparison = withoutGroups(operand);
    if (comparison.kind !== 'comparison' || comparison.operator.name !== wanted) return;
    if (comparison.value.kind !== 'string' || !takesList(comparison)) return;
    const key = displayName(comparison.reference).toLowerCase();
    const link = { index, comparison, value: comparison.value.value };
    chains.set(key, [...(chains.get(key) ?? []), link]);
  });
  return chains.values();
}

/** Of the properties that -eq compares with a quoted text, dates and true/false take no list. */
function takesList({ reference }: Comparison): boolean {
  return resolveReference(reference)?.type === 'text';
}

function chainWarning(join: And | Or, chain: readonly ChainLink[], text: string): Warning {
  const [first] = chain;
  const property = first === undefined ? '' : displayName(first.comparison.reference);
  const list = chain.map(({ value }) => quoteText(value)).join(',');
  const operator = join.kind === 'or' ? '-in' : '-notIn';
  const replaced = new Set(chain.slice(1).map(({ index }) => index));
  const parts = join.operands.flatMap(({ start, end }, index) => {
    if (index === first?.index) return [`${property} ${operator} [${list}]`];
    return replaced.has(index) ? [] : [text.slice(start, end)];
  });
  return makeWarning(
    join.kind === 'or' ? 'USE_IN' : 'USE_NOT_IN',
    { start: join.start, end: join.end, text },
    { params: { p: property }, suggestion: parts.join(` -${join.kind} `) },
  );
}
