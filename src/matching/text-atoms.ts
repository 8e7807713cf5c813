/** Comparisons of text as atoms: how a text that passes is found, and what is asked of it then (rules-spec.md 7.1, 7.4). */
import type { Comparison, Value } from '../language/ast.ts';
import { positiveTest } from '../rules/compile-text.ts';
import { comparisonRule } from '../rules/operators.ts';
import type { Atom, Attribute, TextAccess } from './atom.ts';
import { literalsOf } from './pattern-literals.ts';

/** The texts a value stands for, in lower case and sorted, each once: none for null and other kinds of value. */
export function foldedTexts(value: Value): readonly string[] {
  if (value.kind === 'string') return [value.value.toLowerCase()];
  if (value.kind !== 'list') return [];
  const texts = value.items.flatMap((item) =>
    item.kind === 'string' ? [item.value.toLowerCase()] : [],
  );
  return [...new Set(texts)].sort();
}

/** How a text is found that passes the comparison's positive form; its value is not null. */
export function textAccess({ operator, value }: Comparison): TextAccess {
  const { basic } = comparisonRule(operator.name);
  // With no text to look for there is nothing to find it by.
  if (isPartOperator(basic) && isEmptyText(value)) return { by: 'scan', texts: [] };
  switch (basic) {
    case 'eq':
    case 'in':
      return { by: 'value', texts: foldedTexts(value) };
    case 'startsWith':
      return { by: 'beginning', texts: foldedTexts(value) };
    case 'endsWith':
      return { by: 'end', texts: foldedTexts(value) };
    case 'contains':
      return { by: 'part', texts: foldedTexts(value) };
    case 'match': {
      const literals = literalsOf(value.kind === 'string' ? value.value : '');
      return literals === null ? { by: 'scan', texts: [] } : { by: 'part', texts: literals };
    }
    case 'le':
    case 'ge':
      throw new TypeError(`-${basic} does not compare text; was the rule validated?`);
  }
}

/** The comparison's positive form, with a value other than null: some text of the attribute passes. */
export function textAtom(comparison: Comparison, attribute: Attribute): Atom {
  const { value } = comparison;
  const { basic } = comparisonRule(comparison.operator.name);
  if (isPartOperator(basic) && isEmptyText(value))
    return { attribute, condition: { kind: 'present' } };
  if (basic !== 'match') return { attribute, condition: plainCondition(textAccess(comparison)) };
  const pattern = value.kind === 'string' ? value.value : '';
  let made: ((text: string) => boolean) | null = null;
  const test = (text: string) => {
    made ??= positiveTest('match', value);
    return made(text);
  };
  const access = textAccess(comparison);
  return { attribute, condition: { kind: 'text', access, test, key: `match ${pattern}` } };
}

/** A text that equals one of these. */
export function valueAtom(attribute: Attribute, texts: readonly string[]): Atom {
  return { attribute, condition: plainCondition({ by: 'value', texts }) };
}

function plainCondition(access: TextAccess): Atom['condition'] {
  return { kind: 'text', access, test: null };
}

function isEmptyText(value: Value): boolean {
  return value.kind === 'string' && value.value === '';
}

/** With no text to look for, these are true of every text. */
function isPartOperator(basic: ReturnType<typeof comparisonRule>['basic']): boolean {
  return basic === 'startsWith' || basic === 'endsWith' || basic === 'contains';
}
