/** PROPERTY_CASE and NON_ASCII_DASH: accepted here, perhaps not elsewhere (rules-spec.md D1, D2). */
import type { Predicate } from '../language/ast.ts';
import { Lexer } from '../language/lexer.ts';
import { writtenName } from '../language/print-rule.ts';
import { predicatesOf } from './predicates.ts';
import { displayName } from './resolve.ts';
import { makeWarning, type Warning, type WarningCheck } from './warning.ts';

/** PROPERTY_CASE for every reference that is not in the spelling of rules-spec.md 5. */
export const warnOfPropertyCase: WarningCheck = ({ expression, text }) => {
  const outer = predicatesOf(expression);
  const all = outer.flatMap((predicate) =>
    predicate.kind === 'quantifier' ? [predicate, ...predicatesOf(predicate.body)] : [predicate],
  );
  return all.flatMap((predicate) => caseWarning(predicate, text));
};

function caseWarning({ reference }: Predicate, text: string): readonly Warning[] {
  const written = writtenName(reference);
  const usual = displayName(reference);
  if (written === usual) return [];
  const { start, end } = reference;
  return [
    makeWarning(
      'PROPERTY_CASE',
      { start, end, text },
      { params: { t: written, p: usual }, suggestion: usual },
    ),
  ];
}

/** NON_ASCII_DASH for every operator that an en dash or its like introduces. */
export const warnOfDashes: WarningCheck = ({ text }) => {
  const warnings: Warning[] = [];
  const lexer = new Lexer(text);
  for (let token = lexer.next(); token.kind !== 'end'; token = lexer.next()) {
    if (token.kind !== 'operator' || /^[-A-Za-z]/.test(token.text)) continue;
    const { start, end } = token;
    const suggestion = `-${token.text.slice(1)}`;
    warnings.push(makeWarning('NON_ASCII_DASH', { start, end, text }, { suggestion }));
  }
  return warnings;
};
