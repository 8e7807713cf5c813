/** On whose behalf something is written: what history says of the "who". */

/** A person or program that was signed in. */
export interface Actor {
  readonly id: string;
  readonly displayName: string;
  /** There for a program that spoke for itself. */
  readonly isApplication?: true;
}

export interface Origin {
  /** Null: the system itself, such as a timer or the work that follows a change. */
  readonly actor: Actor | null;
  /** The `client-request-id` of the request, so that a caller finds what it caused; null where there was no request. */
  readonly requestId: string | null;
  /** The import that brought it; null when it came otherwise. */
  readonly importId: string | null;
  /** Why, in the words of whoever asked; absent: nothing was said. */
  readonly note?: string;
}

/** What nobody asked for by a request. */
export const SYSTEM: Origin = { actor: null, requestId: null, importId: null };
