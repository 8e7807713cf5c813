/** `$expand`: one relation, with `$select` for what it leads to. */
import type { GraphVersion } from '../contract/property.ts';
import { RequestError } from '../util/errors.ts';
import { unsupportedQuery } from './fault.ts';
import { type Queried, typeName } from './queried.ts';

export interface Expand {
  readonly relation: string;
  /** As written; null: the default properties. */
  readonly select: readonly string[] | null;
}

const CLAUSE = /^\s*(\w+)\s*(?:\((.*)\))?\s*$/s;

/** Throws RequestError 400: for more than one relation, one that is none or can't be expanded, and other options than `$select`. */
export function parseExpand(text: string, queried: Queried): Expand {
  const [, written, inside] = CLAUSE.exec(text) ?? [];
  if (written === undefined)
    throw text.includes(',')
      ? unsupportedQuery('Only one relation can be expanded in a request.')
      : selectFault(`Syntax error in '${text.slice(0, 128)}'`);
  const relation = relationNamed(written, queried);
  const select = inside === undefined ? null : selectIn(inside, queried.version);
  return { relation, select };
}

function relationNamed(written: string, queried: Queried): string {
  const isSame = (name: string) => name.toLowerCase() === written.toLowerCase();
  for (const { traits } of queried.types) {
    const relation = traits.expand.find(isSame);
    if (relation !== undefined) return relation;
  }
  if (queried.types.some(({ traits }) => traits.relations.some(isSame)))
    throw unsupportedQuery(`The relation '${written}' cannot be expanded.`);
  throw selectFault(
    `Could not find a property named '${written.slice(0, 128)}' on type '${typeName(queried)}'`,
  );
}

function selectIn(inside: string, version: GraphVersion): readonly string[] {
  const [, name, value] = /^\s*(\$?\w+)\s*=([^;]*)$/.exec(inside) ?? [];
  const option = name?.toLowerCase();
  const isSelect = option === '$select' || (version === 'beta' && option === 'select');
  if (!isSelect || value === undefined)
    throw unsupportedQuery('Inside $expand only $select is supported.');
  const names = value.split(',').map((property) => property.trim());
  if (names.some((property) => property === '')) throw selectFault('a property name is missing');
  return names;
}

function selectFault(problem: string): RequestError {
  const message = `Parsing OData Select and Expand failed: ${problem}.`;
  return new RequestError({ status: 400, code: 'BadRequest', message });
}
