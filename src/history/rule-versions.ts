/** The rules a group has had, each with who wrote it, when, and the note left with it. */
import type { GroupEvent } from '../directory/group-event.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { Actor } from '../directory/origin.ts';
import { changeGroup } from '../groups/change-group.ts';
import type { Context } from '../membership/context.ts';
import type { Page } from '../ports/ports.ts';
import { badRequest, resourceNotFound } from '../util/errors.ts';
import { type DiffPart, wordDiff } from '../util/word-diff.ts';
import { backwards } from './backwards.ts';
import { findGroup } from './find-subject.ts';
import { numberUpTo } from './number-up-to.ts';
import { beginOf } from './past-instant.ts';

/** How a version came about: the group was created with it, or made dynamic; it was edited, restored, or a held edit was rejected. */
export type RuleVersionChange = 'created' | 'becameDynamic' | 'edited' | 'restored' | 'rejected';

export interface RuleVersion {
  /** As history tells it beside what the rule decided; it grows, but not by ones. */
  readonly version: number;
  readonly membershipRule: string;
  /** ISO. */
  readonly time: string;
  /** Null where the system did it, or an import for nobody. */
  readonly author: Actor | null;
  readonly note: string | null;
  readonly change: RuleVersionChange;
  /** The version that was restored; null for all other changes. */
  readonly restoredVersion: number | null;
}

/** What one page looks at: it may be short, even empty, and have a next. */
const EVENTS_A_PAGE = 1_000;

/** Newest first. Throws 404 when there never was such a group. */
export async function listRuleVersions(
  context: Context,
  groupId: string,
  page: { readonly top: number; readonly after: string | null },
): Promise<Page<RuleVersion>> {
  const meta = await findGroup(context, groupId);
  const newest = meta.history.events;
  const start = page.after === null ? newest : numberUpTo(newest, page.after);
  const items: RuleVersion[] = [];
  let looked = 0;
  for await (const event of eventsOf(context, meta, start)) {
    const version = versionOf(event);
    if (version !== null) items.push(version);
    looked++;
    const isMore = event.number > 1;
    if (isMore && (items.length === page.top || looked === EVENTS_A_PAGE))
      return { items, next: String(event.number - 1) };
  }
  return { items };
}

/** What differs between two rules, word by word. */
export interface RuleDiff {
  readonly from: RuleVersion;
  readonly to: RuleVersion;
  readonly parts: readonly DiffPart[];
}

/** `to`: null for the newest. Throws 404 for a version that is not kept. */
export async function diffRuleVersions(
  context: Context,
  groupId: string,
  about: { readonly version: number; readonly to: number | null },
): Promise<RuleDiff> {
  const meta = await findGroup(context, groupId);
  const from = await findVersion(context, meta, about.version);
  const to = await findVersion(context, meta, about.to ?? meta.ver);
  return { from, to, parts: wordDiff(from.membershipRule, to.membershipRule) };
}

export interface Restoration {
  readonly version: number;
  /** Why the rule comes back although it may fail tests of the group; absent: it does not. */
  readonly testsOverridden?: string;
}

/**
 * Gives a dynamic group the rule it had, as a new version; answers whether it had another. Throws as a change of the rule
 * does, and 404 for a version that is not kept.
 */
export async function restoreRuleVersion(
  context: Context,
  groupId: string,
  { version, ...override }: Restoration,
): Promise<boolean> {
  const meta = await findGroup(context, groupId);
  if (meta.deleted !== null) throw resourceNotFound(groupId);
  if (meta.kind !== 'dynamic')
    throw badRequest('The group is not dynamic: no rule can be restored.');
  const { membershipRule, version: restored } = await findVersion(context, meta, version);
  const change = { ...override, rule: membershipRule, restoredVersion: restored };
  return changeGroup(context, groupId, change);
}

/** The rule that decided in a version: a pause, a resume and the like count the version up and leave the rule. */
async function findVersion(
  context: Context,
  meta: GroupMeta,
  version: number,
): Promise<RuleVersion> {
  if (version <= meta.ver)
    for await (const event of eventsOf(context, meta, meta.history.events)) {
      const found = event.ver <= version ? versionOf(event) : null;
      if (found !== null) return found;
      // What is older had no rule, or none that is kept.
      if (event.kind === 'becameAssigned' && event.ver <= version) break;
    }
  throw resourceNotFound(String(version));
}

/** From the newest; those before retention's cut that were left are among them. */
async function* eventsOf(
  { groups }: Context,
  meta: GroupMeta,
  newest: number,
): AsyncGenerator<GroupEvent> {
  const first = beginOf(meta).event;
  const read = (span: Parameters<typeof groups.readEvents>[1]) => groups.readEvents(meta.id, span);
  yield* backwards({ first, newest }, read);
  for (const number of keptBefore(meta))
    if (number <= newest) yield* await read({ from: number, through: number });
}

/** The rule that decided when kept history begins. */
function keptBefore({ history }: GroupMeta): readonly number[] {
  return [...(history.from?.kept ?? [])].sort((left, right) => right - left);
}

function versionOf(event: GroupEvent): RuleVersion | null {
  const { rule, ver, time, by, details } = event;
  if (rule === undefined) return null;
  const restored = details?.restoredVersion;
  return {
    version: ver,
    membershipRule: rule,
    time,
    author: by.actor,
    note: by.note ?? null,
    change: changeOf(event),
    restoredVersion: typeof restored === 'number' ? restored : null,
  };
}

function changeOf({ kind, details }: GroupEvent): RuleVersionChange {
  if (kind === 'created' || kind === 'becameDynamic') return kind;
  if (details?.restoredVersion !== undefined) return 'restored';
  return details?.rejectedHold === undefined ? 'edited' : 'rejected';
}
