/** Shows how the groups come along until none is worked on any more. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from './api-client.ts';
import { type GroupLine, isSettled, renderChanges, renderTable } from './group-table.ts';
import type { Screen } from './screen.ts';

export interface WatchOptions {
  readonly api: ApiClient;
  readonly screen: Screen;
  /** Whether all groups that are to come are there. */
  readonly isComplete: () => boolean;
  readonly signal: AbortSignal;
}

const LOOK_EVERY = 200;
/** Of the time, at most one part in so many is spent on looking. */
const LOOKING_SHARE = 4;

/** Resolves when every group is settled; rejects when the signal is given or the groups can't be read. */
export async function watchGroups({
  api,
  screen,
  isComplete,
  signal,
}: WatchOptions): Promise<void> {
  let known = new Map<string, string | null>();
  for (;;) {
    signal.throwIfAborted();
    const complete = isComplete();
    const began = performance.now();
    const groups = (await api.list('/muster/v1/groups')).flatMap(toGroupLine);
    show(screen, known, groups);
    known = new Map(groups.map(({ id, displayStatus }) => [id, displayStatus]));
    if (complete && isSettled(groups)) break;
    const took = performance.now() - began;
    await sleep(Math.max(LOOK_EVERY, took * LOOKING_SHARE), undefined, { signal });
  }
  screen.leaveBlock();
}

function show(
  screen: Screen,
  known: ReadonlyMap<string, string | null>,
  groups: readonly GroupLine[],
): void {
  if (groups.length === 0) return;
  if (screen.isTerminal) screen.block(renderTable(groups, screen.blockRows));
  else for (const line of renderChanges(known, groups)) screen.line(line);
}

function toGroupLine(value: unknown): GroupLine[] {
  if (typeof value !== 'object' || value === null) return [];
  const fields = new Map<string, unknown>(Object.entries(value));
  const status = fields.get('displayStatus');
  return [
    {
      id: String(fields.get('id')),
      displayName: String(fields.get('displayName')),
      displayStatus: typeof status === 'string' ? status : null,
      memberCount: Number(fields.get('memberCount')),
      progress: toProgress(fields.get('progress')),
    },
  ];
}

function toProgress(value: unknown): GroupLine['progress'] {
  if (typeof value !== 'object' || value === null) return null;
  const fields = new Map<string, unknown>(Object.entries(value));
  return { done: Number(fields.get('done')), total: Number(fields.get('total')) };
}
