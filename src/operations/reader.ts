import type { Caller } from '../access/caller.ts';
import { maySeeMembers } from '../access/reading.ts';
import type { Reader } from '../membership/context.ts';
import { factsOf } from './admit.ts';

/** Nobody who is known is told of nobody. */
const STRANGER: Reader = { id: null, seesAll: false, seesMembersOf: () => false };

/** What a caller is told of members. */
export function readerOf(caller: Caller | null): Reader {
  if (caller === null) return STRANGER;
  const someGroup = { isHidden: true, isUnified: true, isOwner: false };
  const readsGroups = maySeeMembers(caller, { ...someGroup, isHidden: false });
  return {
    // That he is a member himself counts only for whom a program may ask about groups at all.
    id: caller.kind === 'user' && readsGroups ? caller.id : null,
    seesAll: maySeeMembers(caller, someGroup),
    seesMembersOf: (meta) => {
      const isHidden = meta.resource.visibility === 'HiddenMembership';
      return maySeeMembers(caller, { ...factsOf(caller, meta), isHidden });
    },
  };
}
