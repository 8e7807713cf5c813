/** A group's rule as it is read and saved. */
import { queryOptions } from '@tanstack/react-query';
import { ApiError } from '../data/api-error.ts';
import { send } from '../data/client.ts';

/** A group, as far as its rule goes. */
export interface GroupRule {
  readonly '@odata.etag': string;
  readonly id: string;
  readonly displayName: string;
  readonly membershipRule: string | null;
  readonly groupTypes: readonly string[];
}

const DIFF_CHANGED = 'diffChanged';

const SELECTED = 'id,displayName,membershipRule,groupTypes,@odata.etag';

/** The query of a group's rule; it is asked for again by hand alone, because somebody may be typing. */
export function groupRuleQuery(id: string) {
  return queryOptions({
    queryKey: ['group rule', id],
    queryFn: ({ signal }) => readGroupRule(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function readGroupRule(id: string, signal?: AbortSignal): Promise<GroupRule> {
  return send<GroupRule>(`/v1.0/groups/${encodeURIComponent(id)}?$select=${SELECTED}`, { signal });
}

/** A rule to save. */
export interface RuleToSave {
  readonly rule: string;
  readonly note: string;
  /** The preview that was seen; null where none was. */
  readonly diffHash: string | null;
}

/** What came of a save: it was saved, or somebody else had saved another rule. */
export type SaveResult =
  | { readonly saved: true; readonly group: GroupRule }
  | { readonly saved: false; readonly theirs: GroupRule };

/**
 * Saves a rule over the one that was read. A group changes for many reasons: only another rule is a conflict. Rejects with
 * ApiError.
 */
export async function saveRule(before: GroupRule, toSave: RuleToSave): Promise<SaveResult> {
  let known = before;
  for (;;) {
    try {
      await patch(known, toSave);
      return { saved: true, group: await readGroupRule(known.id) };
    } catch (error) {
      if (!(error instanceof ApiError && error.isConflict) || error.code === DIFF_CHANGED)
        throw error;
      const now = await readGroupRule(known.id);
      const isOtherRule = now.membershipRule !== before.membershipRule;
      if (isOtherRule || now['@odata.etag'] === known['@odata.etag']) {
        return { saved: false, theirs: now };
      }
      known = now;
    }
  }
}

function patch(group: GroupRule, { rule, note, diffHash }: RuleToSave): Promise<null> {
  return send<null>(`/v1.0/groups/${encodeURIComponent(group.id)}`, {
    method: 'PATCH',
    ifMatch: group['@odata.etag'],
    body: { membershipRule: rule },
    headers: {
      // A header has no letters beyond Latin; the server reads it percent-encoded where it has.
      ...(note !== '' && { 'X-Muster-Note': encodeURIComponent(note) }),
      ...(diffHash !== null && { 'X-Muster-Diff-Hash': diffHash }),
    },
  });
}

/** The members have changed since the preview: nothing is wrong with the rule, but somebody should look again. */
export function isDiffChanged(error: unknown): boolean {
  return error instanceof ApiError && error.code === DIFF_CHANGED;
}
