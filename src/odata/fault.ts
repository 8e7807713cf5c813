/** What can be wrong with a query option, as Graph says it (graph-spec.md 3.3). */
import { RequestError } from '../util/errors.ts';

/** What may be asked with the header of advanced queries and `$count=true` (graph-spec.md 8.2). */
export const ADVANCED_HINT =
  "Advanced queries need the request header 'ConsistencyLevel: eventual' and the query option '$count=true'.";

/** Longer values of options are cut in messages. */
const SHOWN = 256;

/** 400 for a text that is no filter: what was expected, where, and in what. `at`: zero-based. */
export function syntaxFault(
  option: string,
  text: string,
  problem: string,
  at: number,
): RequestError {
  const message = `Invalid ${option} clause: ${problem} at position ${at} in '${cut(text)}'.`;
  return new RequestError({ status: 400, code: 'BadRequest', message });
}

/** 400 for a property that the type does not have. */
export function unknownProperty(option: string, name: string, graphType: string): RequestError {
  const message = `Invalid ${option} clause: Could not find a property named '${cut(name)}' on type '${graphType}'.`;
  return new RequestError({ status: 400, code: 'BadRequest', message });
}

/** 400 for a comparison of a property with a literal of another type. */
export function incompatibleTypes(name: string, expected: string): RequestError {
  const message = `Invalid filter clause: A binary operator with incompatible types was detected: property '${cut(name)}' is compared with ${expected} only.`;
  return new RequestError({ status: 400, code: 'BadRequest', message });
}

/** 400 for a clause that Graph does not answer for this property, or not without the header of advanced queries. */
export function unsupportedClause(name: string, resource: string, hint?: string): RequestError {
  const message = `Unsupported or invalid query filter clause specified for property '${cut(name)}' of resource '${resource}'.`;
  return unsupportedQuery(hint === undefined ? message : `${message} ${hint}`);
}

/** 400 with Graph's code for queries it does not answer. */
export function unsupportedQuery(message: string): RequestError {
  return new RequestError({ status: 400, code: 'Request_UnsupportedQuery', message });
}

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
