/** What callers are not told: members of groups that hide them, and attributes they may not read. */
import { accessDenied } from '../access/denied.ts';
import { mayRead, type Readable, readableOf } from '../access/reading.ts';
import type { PropertyChange } from '../directory/object-event.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import { seesMembersOf } from '../groups/hidden-members.ts';
import type { Details, MembershipExplanation } from '../rules/explain.ts';
import type { Call } from './operation.ts';

/** Throws 403 unless the caller may see who is in a group; deleted groups hide their members too. */
export async function requireSeenMembers({ context }: Call, groupId: string): Promise<void> {
  if (context.reader.seesAll) return;
  const group = await context.groups.readMeta(groupId);
  if (group === null || (await seesMembersOf(context, group.value))) return;
  const message =
    'The group hides its members: its owners and members see them, and who has the permission Member.Read.Hidden.';
  throw accessDenied([{ code: 'MissingPermission', message }], true);
}

/** Throws 403 unless the caller may read every attribute of an object: a rule can ask for any. */
export function requireReadable(call: Call, kind: 'user' | 'device'): void {
  if (readableOf(call.caller, kind) === 'all') return;
  const permission = kind === 'user' ? 'User.Read.All' : 'Device.Read.All';
  const message = `One of these permissions is needed: ${permission}, Directory.Read.All.`;
  throw accessDenied([{ code: 'MissingPermission', message }], false);
}

/** How much of objects of a kind the caller may read. */
export function readableFor({ caller }: Call, kind: ObjectKind): Readable {
  return readableOf(caller, kind);
}

/** An explanation without the values that may not be read, nor the verdicts that give them away; `hidden` marks their place. */
export function hideInExplanation(
  explanation: MembershipExplanation | null,
  readable: Readable,
): unknown {
  if (explanation === null || readable === 'all') return explanation;
  return {
    ...explanation,
    membershipRuleEvaluationDetails: hideInDetails(
      explanation.membershipRuleEvaluationDetails,
      readable,
    ),
  };
}

/** Changes without the values that may not be read. */
export function hideInChange(change: PropertyChange, readable: Readable): PropertyChange {
  return isHidden(change, readable) ? { name: change.name, old: null, new: null } : change;
}

/** Whether a change is of an attribute that may not be read. Parts of complex values are as their whole. */
export function isHidden({ name }: PropertyChange, readable: Readable): boolean {
  return !mayRead(readable, name.split('.', 1)[0] ?? '');
}

function hideInDetails(details: Details, readable: Readable): unknown {
  if (!hasHidden(details, readable)) return details;
  const { expression } = details;
  if (!('propertyToEvaluate' in details)) {
    const { expressionEvaluationDetails: operands } = details;
    const shown = operands.map((operand) => hideInDetails(operand, readable));
    return { expression, expressionResult: null, expressionEvaluationDetails: shown };
  }
  const { propertyName } = details.propertyToEvaluate;
  const propertyToEvaluate = { propertyName, propertyValue: null };
  return { expression, expressionResult: null, propertyToEvaluate, hidden: true };
}

function hasHidden(details: Details, readable: Readable): boolean {
  return 'propertyToEvaluate' in details
    ? !mayRead(readable, details.propertyToEvaluate.propertyName)
    : details.expressionEvaluationDetails.some((operand) => hasHidden(operand, readable));
}
