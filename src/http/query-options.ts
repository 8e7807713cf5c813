/** The query options of a request: `$select`, `$top`, `$skiptoken` … (graph-spec.md 8). What they say is read in src/odata. */
import type { GraphVersion } from '../contract/property.ts';
import { badRequest, RequestError } from '../util/errors.ts';

export interface QueryOptions {
  /** The names as written, in order; null without `$select`. */
  readonly select: readonly string[] | null;
  /** Items a page. */
  readonly top: number;
  readonly skipToken: string | null;
  /** Empty where a client starts over. */
  readonly deltaToken: string | null;
  readonly count: boolean;
  /** These as written; null without them. */
  readonly filter: string | null;
  readonly search: string | null;
  readonly orderBy: string | null;
  readonly expand: string | null;
  /** The value of `@id` in `…/$ref?@id=…`, or `$id`. */
  readonly reference: string | null;
  /** Everything as given except `$skiptoken`, for the link to the next page. */
  readonly kept: readonly (readonly [string, string])[];
}

const DEFAULT_TOP = 100;
const MAX_TOP = 999;

/** Options that only some operations answer: each says which. */
export type QueryOption = '$filter' | '$search' | '$orderby' | '$expand' | '$deltatoken';

/** Options Graph has that may come with every request, those that only some operations answer, and those that none does. */
const COMMON = ['$select', '$top', '$skiptoken', '$count', '$id', '@id', '$format', '$skip'];
const PARTICULAR: readonly QueryOption[] = [
  '$filter',
  '$search',
  '$orderby',
  '$expand',
  '$deltatoken',
];
const UNANSWERED = ['$apply', '$compute'];
const KNOWN: ReadonlySet<string> = new Set([...COMMON, ...PARTICULAR, ...UNANSWERED]);

/**
 * Reads the options; names compare without case, and beta takes them without the `$` too. Options without `$` that are
 * none of Graph's are ignored. `answered`: what the operation takes beyond the common ones. Throws RequestError 400 with
 * Graph's texts (graph-spec.md 3.3).
 */
export function readOptions(
  parameters: URLSearchParams,
  version: GraphVersion,
  answered: readonly QueryOption[] = [],
): QueryOptions {
  const given = new Map<string, string>();
  const kept: [string, string][] = [];
  for (const [written, value] of parameters) {
    const name = canonicalName(written, version);
    if (name !== '$skiptoken') kept.push([name ?? written, value]);
    if (name === null) continue;
    if (given.has(name)) throw repeated(name);
    given.set(name, value);
  }
  refuseUnanswered(given, [...COMMON, ...answered]);
  return {
    select: readSelect(given.get('$select')),
    top: readTop(given.get('$top')),
    skipToken: given.get('$skiptoken') ?? null,
    deltaToken: given.get('$deltatoken') ?? null,
    count: given.get('$count')?.toLowerCase() === 'true',
    filter: given.get('$filter') ?? null,
    search: given.get('$search') ?? null,
    orderBy: given.get('$orderby') ?? null,
    expand: given.get('$expand') ?? null,
    reference: given.get('@id') ?? given.get('$id') ?? null,
    kept,
  };
}

function canonicalName(written: string, version: GraphVersion): string | null {
  const lowerCased = written.toLowerCase();
  if (lowerCased.startsWith('$') || lowerCased.startsWith('@')) return lowerCased;
  const withSign = `$${lowerCased}`;
  return version === 'beta' && KNOWN.has(withSign) ? withSign : null;
}

function refuseUnanswered(given: ReadonlyMap<string, string>, answered: readonly string[]): void {
  if (given.has('$skip')) throw badRequest("'$skip' is not supported by the service.");
  for (const name of given.keys()) {
    if (!name.startsWith('$') || answered.includes(name)) continue;
    if (!KNOWN.has(name))
      throw odataFault(`The query parameter '${name.slice(0, 64)}' is not supported.`);
    const message = `${name} is not supported by this operation.`;
    throw unsupported('Unsupported Query.', [{ code: 'NotSupported', target: name, message }]);
  }
}

function readSelect(value: string | undefined): readonly string[] | null {
  if (value === undefined) return null;
  const names = value.split(',').map((name) => name.trim());
  if (names.every((name) => name !== '')) return names;
  throw odataFault('Parsing OData Select and Expand failed: a property name is missing.');
}

function readTop(value: string | undefined): number {
  if (value === undefined) return DEFAULT_TOP;
  if (!/^-?\d+$/.test(value)) {
    throw odataFault(
      `Invalid value '${value.slice(0, 64)}' for $top query option found. The $top query option requires a non-negative integer value.`,
    );
  }
  const top = Number(value);
  if (top >= 1 && top <= MAX_TOP) return top;
  throw unsupported(
    `Invalid page size specified: '${value.slice(0, 64)}'. Must be between 1 and ${MAX_TOP} inclusive.`,
  );
}

function repeated(name: string): RequestError {
  return odataFault(
    `Query option '${name.slice(0, 64)}' was specified more than once, but it must be specified at most once.`,
  );
}

function odataFault(message: string): RequestError {
  return new RequestError({ status: 400, code: 'BadRequest', message });
}

function unsupported(message: string, details?: RequestError['details']): RequestError {
  const code = 'Request_UnsupportedQuery';
  return new RequestError({ status: 400, code, message, ...(details && { details }) });
}
