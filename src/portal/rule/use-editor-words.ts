/** What the editor says, from the catalogues. */
import { useMemo } from 'react';
import { findOperator } from '../../language/operator-names.ts';
import { useText } from '../intl/use-text.ts';
import type { EditorWords } from '../rule-editor/words.ts';
import { propertyNamed } from '../rule-model/condition-fields.ts';
import type { Problem } from '../rule-model/rule-problems.ts';

export function useEditorWords(problems: readonly Problem[]): EditorWords {
  const text = useText();
  return useMemo(
    () => ({
      label: text('rule.text.label'),
      fix: (suggestion) => text('rule.fix', { suggestion }),
      type: (type) => text(`rule.type.${type}`),
      noProblems: text('rule.problems.none'),
      problem: (index) => {
        const problem = problems[index];
        if (problem === undefined) return '';
        const { severity, message, location } = problem;
        const of = problems.filter((one) => one.severity === severity);
        return text('rule.problem.spoken', {
          severity,
          number: of.indexOf(problem) + 1,
          total: of.length,
          line: location.line,
          column: location.column,
          message,
        });
      },
      documentation: (token) => {
        const property = propertyNamed(token);
        if (property !== undefined) {
          const known = property.knownValues?.join(', ');
          return [
            token,
            text(`rule.type.${property.type}`),
            ...(known === undefined ? [] : [text('rule.knownValues', { values: known })]),
          ];
        }
        const operator = findOperator(token.replace(/^[^A-Za-z]/, ''));
        return operator === undefined
          ? null
          : [`-${operator.name}`, text(`rule.operator.${operator.name}`)];
      },
    }),
    [text, problems],
  );
}
