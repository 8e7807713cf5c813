import { firstBucketKept } from '../directory/feed.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import type { Context } from './context.ts';

const KINDS: readonly ObjectKind[] = ['user', 'device', 'group'];

/** Requests for a kind each time: what is left then goes the next time. */
const MOST_REQUESTS = 200;

/** Deletes notes of the feed that no token can ask for any more. */
export async function forgetNotes({ feed, clock }: Context): Promise<void> {
  const before = firstBucketKept(clock.now());
  for (const kind of KINDS)
    for (let requests = 0; requests < MOST_REQUESTS; requests++)
      if (!(await feed.forget(kind, before))) break;
}
