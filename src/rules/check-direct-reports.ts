import type { RuleScope } from '../directory/rule-object.ts';
import type { DirectReports } from '../language/ast.ts';
import { meaningError, type RuleError } from './rule-error.ts';

const MANAGER_ID =
  /^(?:\{([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))$/i;

/** The faults of a direct reports rule: RULE_SCOPE_MISMATCH, else DIRECT_REPORTS_ID (rules-spec.md 7.7). */
export function checkDirectReports(
  rule: DirectReports,
  requiredScope: RuleScope | null,
): RuleError | null {
  if (requiredScope === 'device') {
    const direct = { start: rule.start, end: rule.start + 'Direct'.length };
    return meaningError('RULE_SCOPE_MISMATCH', direct, { kind: requiredScope });
  }
  return managerId(rule) === null ? meaningError('DIRECT_REPORTS_ID', rule.manager) : null;
}

/** The manager's object id in lower case, without the braces it may stand in; null when the text is no id. */
export function managerId(rule: DirectReports): string | null {
  const found = MANAGER_ID.exec(rule.manager.value);
  return (found?.[1] ?? found?.[2])?.toLowerCase() ?? null;
}
