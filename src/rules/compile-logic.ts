/** Connectors as closures, whatever the predicates look at: a whole object, or one item of a collection. */
import type { Expression, Predicate } from '../language/ast.ts';

/** A compiled condition on a subject at an instant in milliseconds. */
export type Condition<Subject> = (subject: Subject, now: number) => boolean;

/** Compiles an expression, its predicates by `compilePredicate`. */
export function compileLogic<Subject>(
  expression: Expression,
  compilePredicate: (predicate: Predicate) => Condition<Subject>,
): Condition<Subject> {
  switch (expression.kind) {
    case 'and':
      return every(expression.operands.map((part) => compileLogic(part, compilePredicate)));
    case 'or':
      return some(expression.operands.map((part) => compileLogic(part, compilePredicate)));
    case 'not': {
      const operand = compileLogic(expression.operand, compilePredicate);
      return (subject, now) => !operand(subject, now);
    }
    case 'group':
      return compileLogic(expression.inner, compilePredicate);
    case 'comparison':
    case 'quantifier':
      return compilePredicate(expression);
  }
}

function every<Subject>(parts: readonly Condition<Subject>[]): Condition<Subject> {
  return (subject, now) => {
    for (const part of parts) if (!part(subject, now)) return false;
    return true;
  };
}

function some<Subject>(parts: readonly Condition<Subject>[]): Condition<Subject> {
  return (subject, now) => {
    for (const part of parts) if (part(subject, now)) return true;
    return false;
  };
}
