/** What an operation is: one row of the table that drives routing and access (design.md 7). */
import type { Caller } from '../access/caller.ts';
import type { GraphVersion } from '../contract/property.ts';
import type { HttpAnswer, HttpRequest } from '../http/messages.ts';
import type { Key } from '../http/path-template.ts';
import type { QueryOptions } from '../http/query-options.ts';
import type { Context } from '../membership/context.ts';

/** The roots of addresses: Graph's two versions, and our own routes below `/muster/v1`. */
export type Surface = GraphVersion | 'muster';

export interface Operation {
  /** Unique; as OpenAPI documents and logs will name it. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below the root of the surface, such as `groups/{id}/members`. */
  readonly path: string;
  readonly surfaces: readonly Surface[];
  /** Permissions of which a caller needs one, least first (graph-spec.md 13); unused for an open operation. */
  readonly permissions: readonly string[];
  /** Answered without a caller too. */
  readonly open?: true;
  readonly handle: (call: Call) => Promise<HttpAnswer>;
}

/** One request for an operation. */
export interface Call {
  readonly context: Context;
  readonly request: HttpRequest;
  /** For our own routes `v1.0`. */
  readonly version: GraphVersion;
  /** Null only for an open operation. */
  readonly caller: Caller | null;
  readonly keys: readonly Key[];
  readonly options: QueryOptions;
  /** The public address of the surface, such as `https://groups.example.com/v1.0`. */
  readonly base: string;
  /** Below `base`, as the client wrote it but for keys in parentheses. */
  readonly path: string;
  /** The domain of the mail addresses of Microsoft 365 groups. */
  readonly mailDomain: string;
}

/** Both versions of Graph. */
export const GRAPH: readonly Surface[] = ['v1.0', 'beta'];
