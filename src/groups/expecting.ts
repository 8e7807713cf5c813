/** A save for exactly the diff of a preview: refused where that is known to be another by now (docs/preview.md). */
import type { GroupMeta } from '../directory/group-meta.ts';
import type { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Context } from '../membership/context.ts';
import type { GroupEdit } from '../membership/edit-group.ts';
import { type Diff, outsideOf } from '../membership/expected-diff.ts';
import type { StoredGroup } from '../ports/ports.ts';
import type { Preview, PreviewList } from '../ports/preview-ports.ts';
import { badRequest, RequestError } from '../util/errors.ts';
import { selectedNow } from './changed-since.ts';

export interface Expecting {
  readonly group: StoredGroup;
  /** The group after the change. */
  readonly meta: GroupMeta;
  readonly diffHash: string;
}

/**
 * The change with the diff that it may make. What changes after it is for the run to find, which is held when it would do
 * anything else. Throws 400 for a change that makes no diff, 412 for a preview that is unknown or out of date.
 */
export async function expecting(context: Context, about: Expecting): Promise<GroupEdit> {
  const { group, meta, diffHash } = about;
  if (meta.ver === group.meta.ver || meta.todoSince === null)
    throw badRequest(
      'X-Muster-Diff-Hash goes with a change that has the members worked out anew: of membershipRule, groupTypes or membershipRuleProcessingState.',
    );
  const current = await currentPreviews(context, about);
  const named = current.find(({ preview }) => preview.outcome?.diffHash === diffHash);
  if (named === undefined) throw outdated(current.at(-1)?.preview.outcome?.diffHash ?? null);
  const { preview, added, removed } = named;
  return {
    meta: { ...meta, expected: { id: preview.id, diffHash } },
    expectedDiff: { holdId: preview.id, added, removed },
  };
}

/**
 * A save that changes nothing, while members are still to come of another diff or of none, would promise what nobody keeps.
 * Repeated because an answer was lost it names the same diff, or all is done. Throws 400.
 */
export function checkRepeated({ expected, todoSince }: GroupMeta, diffHash: string): void {
  const isDone = expected === undefined && todoSince === null;
  if (!isDone && expected?.diffHash !== diffHash)
    throw badRequest(
      'X-Muster-Diff-Hash: the group has this rule already, and what it changes was saved without this diff and is not done yet. Wait for it, or release or reject what is held.',
    );
}

interface Current extends Diff {
  readonly preview: Preview;
}

/** The previews of this rule and group whose diff holds everything that would happen now, oldest first. */
async function currentPreviews(
  context: Context,
  { group, meta }: Expecting,
): Promise<readonly Current[]> {
  const previews = (await context.previews.list())
    .filter(({ groupId, rule }) => groupId === meta.id && rule === meta.rule)
    .filter(({ outcome }) => outcome?.ver === group.meta.ver)
    .sort((left, right) => left.created.localeCompare(right.created));
  const found = await Promise.all(previews.map((preview) => readCurrent(context, group, preview)));
  return found.filter((one) => one !== null);
}

async function readCurrent(
  context: Context,
  { members }: StoredGroup,
  preview: Preview,
): Promise<Current | null> {
  const [added, removed, unchanged] = await Promise.all([
    readList(context, preview, 'additions'),
    readList(context, preview, 'removals'),
    readList(context, preview, 'unchanged'),
  ]);
  if (added === null || removed === null || unchanged === null) return null;
  const seen = unchanged.clone();
  seen.addAll(added);
  const result = await selectedNow(context, preview, seen);
  const now = { added: result.minus(members), removed: members.minus(result) };
  const outside = outsideOf(now, { added, removed });
  return outside.added.isEmpty && outside.removed.isEmpty ? { preview, added, removed } : null;
}

async function readList(
  context: Context,
  { id, outcome }: Preview,
  list: PreviewList,
): Promise<OrdinalSet | null> {
  if (outcome === null) return null;
  return context.previews.readList(id, { diffHash: outcome.diffHash, list });
}

function outdated(diffHash: string | null): RequestError {
  return new RequestError({
    status: 412,
    code: 'diffChanged',
    message:
      'The diff is not the one that was seen: the rule or the group has changed since, or the preview is gone. Look at a new preview and decide again.',
    inner: { diffHash },
  });
}
