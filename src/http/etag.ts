/**
 * ETags. Graph gives none for directory objects, so clients that send one got it elsewhere; ours are recognisable and are
 * the only ones that count (graph-spec.md 2.2).
 */

const OURS = /W\/"muster-([\w-]*)"/;

/** The ETag of storage as callers see it. */
export function toWireEtag(storageEtag: string): string {
  return `W/"muster-${Buffer.from(storageEtag, 'utf8').toString('base64url')}"`;
}

/** The ETag of storage that an If-Match header names; undefined when it names none of ours. */
export function fromIfMatch(header: string | null): string | undefined {
  const [, encoded] = OURS.exec(header ?? '') ?? [];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64url').toString('utf8');
}
