/** Whether a caller may do what he asks for: before an operation begins, and where its body decides. */
import { ACCESS_TABLE, type OperationName } from '../access/access-table.ts';
import type { Caller } from '../access/caller.ts';
import { decide, decideRight, type GroupFacts, type Verdict } from '../access/decide.ts';
import { accessDenied } from '../access/denied.ts';
import type { RightName } from '../access/rights.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import { resourceNotFound } from '../util/errors.ts';
import { createsIfMissing, withGroupId } from './group-key.ts';
import { idAt } from './keys.ts';
import type { Call } from './operation.ts';

/** What speaks for nobody: a Microsoft 365 group of others. */
const ANY_GROUP: GroupFacts = { isUnified: true, isOwner: false };

/**
 * Refuses a request before anything of it is read. Only for those whom not their role but the group lets in, the group is
 * read; where the body decides, the operation asks with `requireRight`. Throws 403.
 */
export async function admit(call: Call, operation: OperationName): Promise<void> {
  const row = ACCESS_TABLE[operation];
  if (row === 'open') return;
  // Whether it creates a group or changes one decides of it: it asks itself.
  if (operation === 'updateGroup' && createsIfMissing(call)) return;
  const caller = callerOf(call);
  const first = decide(row, caller, null);
  if (first.kind === 'dependsOnGroup' && row.about === 'body') return;
  if (first.kind !== 'dependsOnGroup') return refuseUnless(call, first);
  const facts = row.about === 'group' ? factsOf(caller, await groupOf(call)) : ANY_GROUP;
  refuseUnless(call, decide(row, caller, facts));
}

/** Refuses what the body asks for, unless the caller has the right to it for that group. Throws 403. */
export function requireRight(call: Call, right: RightName, group: GroupFacts): void {
  refuseUnless(call, decideRight(right, callerOf(call), group));
}

/** Whether the caller has a right for a group. */
export function hasRight(call: Call, right: RightName, group: GroupFacts): boolean {
  return decideRight(right, callerOf(call), group).kind === 'allowed';
}

/** What decides of a group. */
export function groupFacts(call: Call, meta: GroupMeta): GroupFacts {
  return factsOf(callerOf(call), meta);
}

/** What decides of a group, for a caller. */
export function factsOf({ id, kind }: Caller, { resource, owners }: GroupMeta): GroupFacts {
  // Nobody checks what is said to be a service principal: its id may be a user's, who does not own the group by that.
  const ownerKind = kind === 'user' ? 'user' : 'servicePrincipal';
  const isOwner = owners.some((owner) => owner.kind === ownerKind && owner.id === id.toLowerCase());
  return { isUnified: resource.unified, isOwner };
}

/** Deleted groups have owners too. */
async function groupOf(call: Call): Promise<GroupMeta> {
  const id = idAt(await withGroupId(call), 0);
  const group = await call.context.groups.readMeta(id);
  if (group === null) throw resourceNotFound(id);
  return group.value;
}

function callerOf({ caller }: Call): Caller {
  if (caller === null) throw accessDenied([], false);
  return caller;
}

function refuseUnless(call: Call, verdict: Verdict): void {
  if (verdict.kind === 'allowed') return;
  const missing = verdict.kind === 'denied' ? verdict.missing : [];
  throw accessDenied(missing, isOurs(call));
}

function isOurs({ base }: Call): boolean {
  return base.endsWith('/muster/v1');
}
