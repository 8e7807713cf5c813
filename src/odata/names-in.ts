import type { Filter } from './ast.ts';

/** The properties of an object that a filter speaks of, as written; not those of the items inside `any`. */
export function namesIn(filter: Filter): readonly string[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.operands.flatMap(namesIn);
    case 'not':
      return namesIn(filter.operand);
    case 'comparison':
    case 'in':
    case 'call':
    case 'lambda':
      return filter.path.names.slice(0, 1);
  }
}
