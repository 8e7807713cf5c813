/** Every kind of advice on a valid rule: adding one touches this list and nothing else. */
import type { RuleScope } from '../directory/rule-object.ts';
import type { Ast } from '../language/ast.ts';
import { warnOfConstants } from './warn-constant.ts';
import { warnOfPrefixPatterns, warnOfSlowOperators } from './warn-cost.ts';
import { warnOfGuests, warnOfSettableProperties } from './warn-safety.ts';
import { warnOfDashes, warnOfPropertyCase } from './warn-spelling.ts';
import { warnOfChains, warnOfMixedConnectors, warnOfRepeatedParts } from './warn-structure.ts';
import { warnOfIdFormat, warnOfUnknownValues } from './warn-values.ts';
import type { Warning, WarningCheck } from './warning.ts';

const CHECKS: readonly WarningCheck[] = [
  warnOfPropertyCase,
  warnOfDashes,
  warnOfUnknownValues,
  warnOfIdFormat,
  warnOfSlowOperators,
  warnOfPrefixPatterns,
  warnOfChains,
  warnOfRepeatedParts,
  warnOfMixedConnectors,
  warnOfConstants,
  warnOfSettableProperties,
  warnOfGuests,
];

/** All warnings of a valid rule, ascending by position. */
export function collectWarnings(ast: Ast, text: string, scope: RuleScope): readonly Warning[] {
  if (ast.kind === 'direct-reports') return [];
  return CHECKS.flatMap((check) => check({ expression: ast, text, scope })).sort(
    (left, right) => left.position - right.position,
  );
}
