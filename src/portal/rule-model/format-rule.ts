/** The format command: canonical spelling, and a long rule on several lines. */
import { RULE_LENGTH_LIMIT } from '../../language/check-text.ts';
import { parseRule } from '../../language/parse-rule.ts';
import { printRule } from '../../language/print-rule.ts';

const LINE_WIDTH = 80;

/** The rule written anew with the same tree; null where it can't be read. What is joined at the top stands in lines where one is too short. */
export function formatRule(text: string): string | null {
  const { ast } = parseRule(text);
  if (ast === null) return null;
  const printed = printRule(ast);
  if (printed.length <= LINE_WIDTH || (ast.kind !== 'and' && ast.kind !== 'or')) return printed;
  const lines = ast.operands.map((operand) => printRule(operand)).join(`\n-${ast.kind} `);
  return lines.length > RULE_LENGTH_LIMIT ? printed : lines;
}
