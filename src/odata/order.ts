/** `$orderby`: one property, upwards unless `desc` is said. */
import type { Need } from '../contract/query-traits.ts';
import type { Json } from '../directory/attributes.ts';
import { syntaxFault, unsupportedQuery } from './fault.ts';
import { type Queried, typeName } from './queried.ts';

export interface Order {
  readonly property: string;
  readonly isDescending: boolean;
  readonly need: Need;
}

/** As people sort names in whatever script: without case, accents after their letters. */
const COLLATOR = new Intl.Collator('en', { sensitivity: 'accent' });

const CLAUSE = /^\s*([\p{L}_][\p{L}\p{N}_./]*)(?:\s+(asc|desc))?\s*$/iu;

/** Throws RequestError 400 for what is no clause, and for a property that is not sorted by. */
export function parseOrder(text: string, queried: Queried): Order {
  if (text.includes(','))
    throw unsupportedQuery('Sorting by more than one property is not supported.');
  const [, written, direction = 'asc'] = CLAUSE.exec(text) ?? [];
  if (written === undefined)
    throw syntaxFault('orderby', text, 'Syntax error: a property is expected', 0);
  for (const { traits } of queried.types) {
    for (const [property, need] of Object.entries(traits.orderBy)) {
      if (property.toLowerCase() !== written.toLowerCase()) continue;
      const isDescending = direction.toLowerCase() === 'desc';
      return { property, isDescending, need: queried.isRelation ? 'advanced' : need };
    }
  }
  throw unsupportedQuery(
    `Unsupported sort property '${written.slice(0, 128)}' for '${typeName(queried)}'.`,
  );
}

/** Compares two values; those that are not there come first. Negative, 0 or positive. */
export function compareValues({ isDescending }: Order, left: Json, right: Json): number {
  const compared = compareUpwards(left, right);
  return isDescending ? -compared : compared;
}

function compareUpwards(left: Json, right: Json): number {
  if (typeof left !== 'string') return typeof right === 'string' ? -1 : 0;
  return typeof right === 'string' ? COLLATOR.compare(left, right) : 1;
}
