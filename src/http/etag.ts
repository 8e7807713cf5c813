/**
 * ETags. Graph gives none for directory objects, so clients that send one got it elsewhere; ours are recognisable and are
 * the only ones that count (graph-spec.md 2.2). They stand for what a caller can see and change, not for the row in
 * storage: processing writes rows all the time, and must not make anybody's ETag stale.
 */
import { preconditionFailed } from '../util/errors.ts';

const OURS = /W\/"muster-([\w-]*)"/;

/** An ETag for a resource whose content has this version: letters, digits, `_` and `-`. */
export function toWireEtag(version: string): string {
  return `W/"muster-${version}"`;
}

/** The version that an If-Match header names; null when it names none of ours. */
export function fromIfMatch(header: string | null): string | null {
  return OURS.exec(header ?? '')?.[1] ?? null;
}

/** Throws 412 when a version was named and the resource has another one by now. */
export function checkVersion(named: string | null, current: string): void {
  if (named !== null && named !== current) throw preconditionFailed();
}
