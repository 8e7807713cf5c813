/** A group's processing as our own routes show it: the portal's words, counts, and how far a run has come. */
import {
  errorMessageOf,
  type GroupMeta,
  type ProcessingState,
  type ProcessingStatus,
  statusOf,
} from '../directory/group-meta.ts';
import type { Guard } from '../directory/guard.ts';
import { firstOrdinal } from '../directory/ordinal.ts';
import { welcomeMailOf } from '../directory/welcome.ts';
import type { Context } from '../membership/context.ts';
import { rangeCount } from '../membership/ranges.ts';
import type { PageRequest } from '../objects/list-objects.ts';
import type { Page } from '../ports/ports.ts';
import { seesMembersOf } from './hidden-members.ts';
import { listGroups, readLive } from './list-groups.ts';
import { readGroup } from './read-group.ts';

/** The words of seed 003. */
export type DisplayStatus =
  | 'Evaluating'
  | 'Processing'
  | 'Update complete'
  | 'Processing error'
  | 'Update paused'
  | 'Not started';

export interface Progress {
  /** Objects evaluated, of all the run looks at. */
  readonly done: number;
  readonly total: number;
}

export interface GroupOverview {
  readonly id: string;
  /** Counts what people changed of the group. */
  readonly edit: number;
  readonly displayName: string;
  readonly description: string | null;
  /** As Graph says it: `Unified`, `DynamicMembership`. */
  readonly groupTypes: readonly string[];
  readonly mailEnabled: boolean;
  readonly mailNickname: string;
  readonly createdDateTime: string;
  /** Whether whoever asks owns it. */
  readonly isOwned: boolean;
  /** Null for an assigned group. */
  readonly displayStatus: DisplayStatus | null;
  readonly status: ProcessingStatus | null;
  /** An instant (ISO), `In Progress`, or `Unknown`. */
  readonly lastMembershipChange: string;
  /** 0 of a group that hides them from whoever asks. */
  readonly memberCount: number;
  /** Null unless a run is in progress. */
  readonly progress: Progress | null;
  readonly errorMessage: string | null;
  /** The id of the hold that waits for a decision; null: nothing is held. */
  readonly held: string | null;
  readonly guard: Guard | null;
  /** Whether users who become members get a mail; null: a security group sends none. */
  readonly welcomeMail: boolean | null;
  readonly membershipRule: string | null;
  readonly membershipRuleProcessingState: ProcessingState | null;
}

export async function groupOverview(context: Context, id: string): Promise<GroupOverview> {
  return overviewOf(context, (await readGroup(context, id)).value);
}

export async function listOverviews(
  context: Context,
  page: PageRequest,
): Promise<Page<GroupOverview>> {
  const listed = await listGroups(context, page);
  const live = await readLive(
    context,
    listed.items.map(({ id }) => id),
  );
  const items = await Promise.all(live.map(({ value }) => overviewOf(context, value)));
  return listed.next === undefined ? { items } : { items, next: listed.next };
}

/** Those of some groups that are there, to look at them again. */
export async function overviewsOf(
  context: Context,
  ids: readonly string[],
): Promise<readonly GroupOverview[]> {
  const live = await readLive(context, ids);
  return await Promise.all(live.map(({ value }) => overviewOf(context, value)));
}

async function overviewOf(context: Context, meta: GroupMeta): Promise<GroupOverview> {
  const progress = await progressOf(context, meta);
  const status = statusOf(meta);
  const { displayName, description, unified, mailEnabled, mailNickname } = meta.resource;
  return {
    id: meta.id,
    edit: meta.edit,
    displayName,
    description,
    groupTypes: [
      ...(unified ? ['Unified'] : []),
      ...(meta.kind === 'dynamic' ? ['DynamicMembership'] : []),
    ],
    mailEnabled,
    mailNickname,
    createdDateTime: meta.resource.createdDateTime,
    isOwned: meta.owners.some(({ id }) => id === context.reader.id),
    displayStatus: displayStatusOf(meta, progress),
    status,
    lastMembershipChange:
      status === 'Running' ? 'In Progress' : (meta.lastMembershipUpdated ?? 'Unknown'),
    memberCount: (await seesMembersOf(context, meta)) ? meta.count : 0,
    progress,
    errorMessage: errorMessageOf(meta),
    held: meta.hold?.id ?? null,
    guard: meta.guard,
    welcomeMail: welcomeMailOf(meta),
    membershipRule: meta.rule,
    membershipRuleProcessingState: meta.kind === 'dynamic' ? meta.state : null,
  };
}

function displayStatusOf(meta: GroupMeta, progress: Progress | null): DisplayStatus | null {
  if (meta.kind === 'assigned') return null;
  if (meta.state === 'Paused') return 'Update paused';
  const status = statusOf(meta);
  if (status === 'NotStarted') return 'Not started';
  if (status === 'Failed') return 'Processing error';
  if (status === 'Succeeded') return 'Update complete';
  return progress !== null && progress.done >= progress.total ? 'Processing' : 'Evaluating';
}

async function progressOf(context: Context, meta: GroupMeta): Promise<Progress | null> {
  if (statusOf(meta) !== 'Running' || meta.run === null) return null;
  const header = await context.runs.readHeader(meta.run.id);
  const at =
    header?.slices.findIndex(({ groups }) => groups.some(({ id }) => id === meta.id)) ?? -1;
  const scope = header?.slices[at]?.scope;
  if (header === null || scope === undefined) return null;
  const total = header.highWater[scope] - firstOrdinal(scope);
  const done = (await context.runs.readDone(header)).filter(({ slice }) => slice === at).length;
  const ranges = rangeCount(header, scope);
  return {
    done: ranges === 0 ? total : Math.min(total, Math.round((done / ranges) * total)),
    total,
  };
}
