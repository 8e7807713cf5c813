import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Context } from '../membership/context.ts';
import type { ImportPart, PendingReference } from '../ports/import-ports.ts';
import { type BlankedCounter, type BlankedCounts, raised } from './blanked.ts';
import { recordPlan } from './import-record.ts';
import { PartProgress } from './part-progress.ts';

export interface PartName {
  readonly importId: string;
  readonly part: number;
  /** Tells one content of the part from another. */
  readonly content: string;
}

/** What is about to be done to some lines of a part. */
export interface PlanStep {
  readonly created?: number;
  readonly changed?: number;
  readonly blanked?: BlankedCounter;
  readonly ordinals?: Iterable<number>;
  readonly groupIds?: readonly string[];
}

/** One attempt to apply a part: what it planned so far, what has become of the lines, and what has to wait. */
export class PartWork {
  readonly context: Context;
  readonly name: PartName;
  readonly progress = new PartProgress();
  readonly deferred: PendingReference[] = [];
  /** Numbers that an attempt before had reserved or was about to change. */
  readonly #standing: ImportPart | null;
  readonly #ordinals = new OrdinalSet();
  readonly #groupIds = new Set<string>();
  #created = 0;
  #changed = 0;
  #blanked: BlankedCounts = {};
  #groups: Promise<ReadonlySet<string>> | null = null;

  constructor(context: Context, name: PartName, standing: ImportPart | null) {
    this.context = context;
    this.name = name;
    this.#standing = standing;
  }

  /** Writes what comes next into the record of the import, before it is done. Throws 409 when the import has ended. */
  async plan(step: PlanStep): Promise<ImportPart> {
    this.#created += step.created ?? 0;
    this.#changed += step.changed ?? 0;
    if (step.blanked !== undefined)
      this.#blanked = raised(this.#blanked, { from: {}, to: step.blanked.counts });
    for (const ordinal of step.ordinals ?? []) this.#ordinals.add(ordinal);
    for (const id of step.groupIds ?? []) this.#groupIds.add(id);
    return recordPlan(this.context, this.name.importId, this.planned);
  }

  /** An object outside the plan was written: its number is recorded with the part's result. */
  noteOrdinal(ordinal: number): void {
    this.#ordinals.add(ordinal);
  }

  get planned(): ImportPart {
    const { part, content } = this.name;
    return {
      part,
      content,
      created: this.#created,
      changed: this.#changed,
      blanked: this.#blanked,
      ordinals: this.#ordinals,
      groupIds: [...this.#groupIds],
      referenceRows: 0,
      result: null,
    };
  }

  isReserved(ordinal: number): boolean {
    return this.#standing?.ordinals.has(ordinal) ?? false;
  }

  /** The ids of all groups: no user or device may have one of them. Read once a part. */
  groupIds(): Promise<ReadonlySet<string>> {
    this.#groups ??= allGroupIds(this.context);
    return this.#groups;
  }
}

const GROUPS_A_PAGE = 999;

async function allGroupIds({ listing }: Context): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (let after: string | null | undefined = null; after !== undefined; ) {
    const page: Awaited<ReturnType<typeof listing.list>> = await listing.list(GROUPS_A_PAGE, after);
    for (const { id } of page.items) ids.add(id);
    after = page.next;
  }
  return ids;
}
