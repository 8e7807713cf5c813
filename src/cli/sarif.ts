/** Findings in the Static Analysis Results Interchange Format 2.1.0, which code hosts show beside the lines. */
import { locationOf } from '../language/location.ts';
import type { ShownFault } from './print-fault.ts';

/** A rule with what was found in it. */
export interface SarifRule {
  readonly id: string | number;
  readonly rule: string;
  readonly errors: readonly ShownFault[];
  readonly warnings: readonly ShownFault[];
}

/** The log of one run over one file; a list's rules are told apart by a logical location. */
export function sarifLog(path: string, rules: readonly SarifRule[]): unknown {
  const results = rules.flatMap((rule) => [
    ...rule.errors.map((fault) => resultOf(fault, { rule, path, level: 'error' })),
    ...rule.warnings.map((fault) => resultOf(fault, { rule, path, level: 'warning' })),
  ]);
  const codes = [...new Set(rules.flatMap(({ errors, warnings }) => [...errors, ...warnings]))];
  const ids = [...new Set(codes.map(({ code }) => code))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'muster', rules: ids.map((id) => ({ id })) } },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
}

function resultOf(
  fault: ShownFault,
  where: { readonly rule: SarifRule; readonly path: string; readonly level: 'error' | 'warning' },
): unknown {
  const { rule, path, level } = where;
  const start = locationOf(rule.rule, fault.position);
  const end = locationOf(rule.rule, fault.position + fault.length);
  return {
    ruleId: fault.code,
    level,
    message: { text: fault.hint === undefined ? fault.message : `${fault.message} ${fault.hint}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path === '-' ? 'stdin' : encodeURI(path.replaceAll('\\', '/')) },
          region: {
            startLine: start.line,
            startColumn: start.column,
            endLine: end.line,
            endColumn: end.column,
            snippet: { text: rule.rule.slice(fault.position, fault.position + fault.length) },
          },
        },
        logicalLocations: [{ name: String(rule.id) }],
      },
    ],
  };
}
