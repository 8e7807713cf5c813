/** Which kinds of group there can be (graph-spec.md 4.2). */
import type { GroupResource } from '../directory/group-meta.ts';
import { badRequest, invalidValue } from '../util/errors.ts';

type Kind = Pick<GroupResource, 'mailEnabled' | 'securityEnabled' | 'unified' | 'visibility'>;

/**
 * Throws RequestError 400 for a kind that cannot be. `before`: the group that is changed, null for a new one: only a new
 * one may get hidden members, none shows them later (who may change a group need not be one who may see them), and none turns from a security group into a Microsoft 365 group or back, because its members
 * and its nickname would have to follow other rules.
 */
export function checkKind(next: Kind, before: Kind | null): void {
  if (before !== null && before.unified !== next.unified) {
    const { message, details } = invalidValue('groupTypes', 'Group');
    const reason =
      'A security group stays one, and so does a Microsoft 365 group: Unified can be neither added nor removed.';
    throw badRequest(`${message} ${reason}`, details);
  }
  if (next.unified && !next.mailEnabled) throw invalidValue('mailEnabled', 'Group');
  if (!next.unified && (next.mailEnabled || !next.securityEnabled)) {
    throw badRequest(
      'The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.',
    );
  }
  const hides = next.visibility === 'HiddenMembership';
  if (before !== null && hides !== (before.visibility === 'HiddenMembership'))
    throw invalidValue('visibility', 'Group');
  if (hides && !next.unified) throw invalidValue('visibility', 'Group');
}
