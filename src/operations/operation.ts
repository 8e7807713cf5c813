/** What an operation is: one row of the table that drives routing and access (design.md 7). */
import type { OperationName } from '../access/access-table.ts';
import type { Caller } from '../access/caller.ts';
import type { GraphVersion } from '../contract/property.ts';
import type { HttpAnswer, HttpRequest } from '../http/messages.ts';
import type { Key } from '../http/path-template.ts';
import type { QueryOption, QueryOptions } from '../http/query-options.ts';
import type { Context } from '../membership/context.ts';
import type { Monitor } from '../monitoring/monitor.ts';

/** The roots of addresses: Graph's two versions, and our own routes below `/muster/v1`. */
export type Surface = GraphVersion | 'muster';

export interface Operation {
  /** Unique; as logs and the table of who may do what name it: an operation without a row there is not served. */
  readonly name: OperationName;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below the root of the surface, such as `groups/{id}/members`. */
  readonly path: string;
  readonly surfaces: readonly Surface[];
  /** What it answers beyond `$select`, `$top`, `$count` and the like; other options are refused. */
  readonly options?: readonly QueryOption[];
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
  /** What the instance says of itself. */
  readonly monitor: Monitor;
  /** The domain of the mail addresses of Microsoft 365 groups. */
  readonly mailDomain: string;
  /** Answers a part of a batch as a request of the same caller. */
  readonly serve: (part: HttpRequest) => Promise<HttpAnswer>;
}

/** Both versions of Graph. */
export const GRAPH: readonly Surface[] = ['v1.0', 'beta'];

/** The options of collections; of members, memberships and the like; of `/$count`; and of a single object. */
export const COLLECTION_OPTIONS: readonly QueryOption[] = [
  '$filter',
  '$search',
  '$orderby',
  '$expand',
];
export const RELATION_OPTIONS: readonly QueryOption[] = ['$filter', '$search', '$orderby'];
export const COUNT_OPTIONS: readonly QueryOption[] = ['$filter', '$search'];
export const OBJECT_OPTIONS: readonly QueryOption[] = ['$expand'];
