/** The table of groups that `npm start` shows: what is in it, and how it looks. Pure. */

/** A group as `GET /muster/v1/groups` shows it. */
export interface GroupLine {
  readonly id: string;
  readonly displayName: string;
  /** Null for an assigned group. */
  readonly displayStatus: string | null;
  readonly memberCount: number;
  readonly progress: { readonly done: number; readonly total: number } | null;
}

const NAME_WIDTH = 34;
/** What needs no more waiting: done, told not to, or failed for a reason that time does not mend. */
const SETTLED = ['Update complete', 'Update paused', 'Processing error'];

/** Whether no group is still being worked on. */
export function isSettled(groups: readonly GroupLine[]): boolean {
  return groups.every(
    ({ displayStatus }) => displayStatus === null || SETTLED.includes(displayStatus),
  );
}

/** A header and a line for each group; when there are more than `rows`, those being worked on first, and the rest counted. */
export function renderTable(groups: readonly GroupLine[], rows: number): string[] {
  const shown =
    groups.length <= rows
      ? groups
      : [...groups].sort((a, b) => Number(isSettled([a])) - Number(isSettled([b]))).slice(0, rows);
  const hidden = groups.length - shown.length;
  return [
    `${'Group'.padEnd(NAME_WIDTH)}  ${'Status'.padEnd(24)} ${'Members'.padStart(8)}`,
    ...shown.map(
      (group) =>
        `${clip(group.displayName)}  ${statusText(group).padEnd(24)} ${countText(group.memberCount).padStart(8)}`,
    ),
    ...(hidden > 0 ? [`… and ${countText(hidden)} more`] : []),
  ];
}

/** A line for each group that is new or whose status is another than before. */
export function renderChanges(
  before: ReadonlyMap<string, string | null>,
  groups: readonly GroupLine[],
): string[] {
  return groups
    .filter(({ id, displayStatus }) => before.get(id) !== displayStatus || !before.has(id))
    .map((group) => `${printable(group.displayName)}: ${withCount(group)}`);
}

function withCount(group: GroupLine): string {
  const counts = group.displayStatus === null || isSettled([group]);
  const members = group.memberCount === 1 ? 'member' : 'members';
  const status = group.displayStatus ?? 'Assigned';
  return counts ? `${status}, ${countText(group.memberCount)} ${members}` : status;
}

function statusText({ displayStatus, progress }: GroupLine): string {
  const status = displayStatus ?? 'Assigned';
  const share =
    progress && progress.total > 0 ? Math.floor((100 * progress.done) / progress.total) : 0;
  return progress && share < 100 ? `${status} ${share} %` : status;
}

function clip(name: string): string {
  const characters = [...printable(name)];
  const short =
    characters.length > NAME_WIDTH ? [...characters.slice(0, NAME_WIDTH - 1), '…'] : characters;
  return short.join('').padEnd(NAME_WIDTH);
}

function countText(count: number): string {
  return count.toLocaleString('en-US');
}

/** Names are other people's text: control characters in them must not steer the terminal. */
function printable(name: string): string {
  return name.replace(/\p{Cc}/gu, '·');
}
