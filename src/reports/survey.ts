/** One pass over the members of all dynamic groups: what the reports on licences and rules are made of. */
import type { GroupMeta } from '../directory/group-meta.ts';
import { CHUNK_SIZE, kindOfOrdinal } from '../directory/ordinal.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Context } from '../membership/context.ts';
import type { Page } from '../ports/ports.ts';
import { UnreadableRowError } from '../ports/unreadable-row.ts';
import { mapAtOnce, pieces } from '../util/at-once.ts';

const PAGE = 1_000;
/** Groups whose members are in memory at the same time. */
const READ_AT_ONCE = 16;

export interface SurveyedGroup {
  readonly id: string;
  readonly displayName: string;
  /** Users among its members. */
  readonly users: number;
  readonly members: number;
  /** Equal for groups with the same members. */
  readonly fingerprint: string;
}

export interface Survey {
  readonly groups: readonly SurveyedGroup[];
  /** Users who are in at least one group. */
  readonly users: number;
  /** By the id of a group: users who are in no other. */
  readonly onlyIn: ReadonlyMap<string, number>;
  /** Groups whose members could not be read; they count nowhere. */
  readonly unreadable: readonly string[];
}

/** A request a group, and one for each thousand in the list. */
export async function surveyMembers(context: Context): Promise<Survey> {
  const count = new UserCount();
  const groups: SurveyedGroup[] = [];
  const unreadable: string[] = [];
  for (const ids of pieces(await dynamicGroups(context), READ_AT_ONCE)) {
    const read = await mapAtOnce(ids, READ_AT_ONCE, (id) => readGroup(context, id));
    for (const [at, group] of read.entries()) {
      if (group === 'unreadable') unreadable.push(ids[at] ?? '');
      else if (group !== null) groups.push(surveyed(group, count));
    }
  }
  return { groups, users: count.users, onlyIn: count.onlyIn(), unreadable };
}

async function dynamicGroups(context: Context): Promise<readonly string[]> {
  const ids: string[] = [];
  let page: Page<GroupMeta> | null = null;
  do {
    const after: string | null = page?.next ?? null;
    page = await context.listing.list(PAGE, after);
    for (const { id, kind } of page.items) if (kind === 'dynamic') ids.push(id);
  } while (page.next !== undefined);
  return ids;
}

interface Members {
  readonly meta: GroupMeta;
  readonly members: OrdinalSet;
}

/** Null: it is no dynamic group any more. */
async function readGroup(context: Context, id: string): Promise<Members | null | 'unreadable'> {
  try {
    const group = await context.groups.read(id);
    return group?.meta.deleted === null && group.meta.kind === 'dynamic' ? group : null;
  } catch (error) {
    if (error instanceof UnreadableRowError) return 'unreadable';
    throw error;
  }
}

function surveyed({ meta, members }: Members, count: UserCount): SurveyedGroup {
  const users = members.filterChunks((chunk) => kindOfOrdinal(chunk * CHUNK_SIZE) === 'user');
  count.add(meta.id, users);
  return {
    id: meta.id,
    displayName: meta.resource.displayName,
    users: users.size,
    members: members.size,
    fingerprint: fingerprintOf(members),
  };
}

/** Two sums over all words (FNV-1a and another): groups of the same size whose members differ do not share both. */
function fingerprintOf(members: OrdinalSet): string {
  let [one, other] = [0x811c9dc5, 0];
  for (const chunk of members.chunkNumbers) {
    one = Math.imul(one ^ chunk, 0x01000193);
    for (const word of members.chunk(chunk) ?? []) {
      one = Math.imul(one ^ word, 0x01000193);
      other = (Math.imul(other, 31) + word + (one >>> 15)) | 0;
    }
  }
  return `${members.size}-${one >>> 0}-${other >>> 0}`;
}

/** Counts every user once, and remembers of whom there is one group alone which it is. */
class UserCount {
  readonly #any = new OrdinalSet();
  /** Users who were seen in one group so far, by the group. */
  readonly #only = new Map<string, OrdinalSet>();
  #onlyOne = new OrdinalSet();

  add(groupId: string, users: OrdinalSet): void {
    const fresh = users.minus(this.#any);
    const again = users.minus(fresh);
    this.#any.addAll(fresh);
    const repeated = again.minus(again.minus(this.#onlyOne));
    if (!repeated.isEmpty) {
      this.#onlyOne = this.#onlyOne.minus(repeated);
      this.#repeated.addAll(repeated);
    }
    this.#onlyOne.addAll(fresh);
    if (!fresh.isEmpty) this.#only.set(groupId, fresh);
  }

  /** Users who are in several groups. */
  readonly #repeated = new OrdinalSet();

  get users(): number {
    return this.#any.size;
  }

  onlyIn(): ReadonlyMap<string, number> {
    const counts = [...this.#only].map(
      ([id, fresh]) => [id, fresh.minus(this.#repeated).size] as const,
    );
    return new Map(counts.filter(([, users]) => users > 0));
  }
}
