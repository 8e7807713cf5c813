/** What lines of users and devices would do, worked out from what is stored; nothing is written here. */
import { type Attributes, inversePatch } from '../directory/attributes.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { Context } from '../membership/context.ts';
import { readRows } from '../membership/read-rows.ts';
import { nameOf } from '../objects/claim-name.ts';
import { UNIQUE_NAMES } from '../objects/create-object.ts';
import type { LookupIndex } from '../ports/name-ports.ts';
import { pieces } from '../util/at-once.ts';
import { badRequest } from '../util/errors.ts';
import { BlankedCounter } from './blanked.ts';
import type { ObjectLine } from './import-line.ts';
import type { PartProgress } from './part-progress.ts';
import { type Referenced, resolveReferences } from './resolve-references.ts';

/** Rows that are held in memory at a time. */
export const ROWS_AT_ONCE = 512;

/** A manager that a line names: an id, null to clear it, undefined to leave it; `missing`: not there yet. */
export type ManagerStep = string | null | undefined | { readonly missing: string };

export interface PlannedCreation {
  readonly line: ObjectLine;
  readonly id: string;
  readonly attributes: Attributes;
  readonly manager: ManagerStep;
  /** The number its names are claimed for already, by an attempt before; null: it needs one. */
  readonly ordinal: number | null;
}

export interface PlannedChange {
  readonly line: ObjectLine;
  readonly ordinal: number;
  readonly manager: ManagerStep;
  /** The row as it was read, without what is large. */
  readonly id: string;
}

export interface RoundPlan {
  readonly creations: readonly PlannedCreation[];
  readonly changes: readonly PlannedChange[];
  /** What is not as simple as that: renames, names that are left over or taken. Done one at a time. */
  readonly others: readonly { readonly line: ObjectLine; readonly manager: ManagerStep }[];
  readonly blanked: BlankedCounter;
}

interface About {
  readonly lines: readonly ObjectLine[];
  readonly progress: PartProgress;
  /** Whether a number was reserved for an object of this part by an attempt before. */
  readonly isReserved: (ordinal: number) => boolean;
}

/** Plans lines of which no two have a name in common. Lines that are wrong are noted as failed, those that change nothing as unchanged. */
export async function planObjects(context: Context, about: About): Promise<RoundPlan> {
  const { lines, progress } = about;
  const managers = await resolveReferences(
    context,
    lines.flatMap(({ manager }) => (typeof manager === 'string' ? [manager] : [])),
  );
  const plan = new Plan(context, about, managers);
  const holders = await findHolders(context, lines);
  const [held, fresh] = [
    lines.filter((line) => holders.has(line)),
    lines.filter((line) => !holders.has(line)),
  ];
  for (const line of fresh) await progress.attempt(line.line, () => plan.create(line, null));
  const byOrdinal = [...held].sort((a, b) => (holders.get(a) ?? 0) - (holders.get(b) ?? 0));
  for (const some of pieces(byOrdinal, ROWS_AT_ONCE)) {
    const ordinals = some.map((line) => holders.get(line) ?? 0);
    const rows = new Map(
      (await readRows(context.objects, ordinals)).map((row) => [row.ordinal, row] as const),
    );
    for (const [at, line] of some.entries()) {
      const ordinal = ordinals[at] ?? 0;
      await progress.attempt(line.line, () => plan.decide(line, ordinal, rows.get(ordinal)));
    }
  }
  return plan;
}

/** The attributes with the manager as the line wants it, as far as he is known. */
export function withManager(attributes: Attributes, manager: ManagerStep): Attributes {
  if (manager === undefined || (manager !== null && typeof manager === 'object')) return attributes;
  const { manager: _, ...others } = attributes;
  return manager === null ? others : { ...others, manager };
}

/** Whether a row is that of the object that a line means. */
export function isMeant(row: ObjectRow | undefined, line: ObjectLine): row is ObjectRow {
  if (row === undefined || row.deleted !== null || row.kind !== line.kind) return false;
  return nameOf(row, line.key.name)?.toLowerCase() === line.key.value.toLowerCase();
}

class Plan implements RoundPlan {
  readonly creations: PlannedCreation[] = [];
  readonly changes: PlannedChange[] = [];
  readonly others: { line: ObjectLine; manager: ManagerStep }[] = [];
  readonly blanked = new BlankedCounter();
  readonly #context: Context;
  readonly #about: About;
  readonly #managers: ReadonlyMap<string, Referenced>;

  constructor(context: Context, about: About, managers: ReadonlyMap<string, Referenced>) {
    this.#context = context;
    this.#about = about;
    this.#managers = managers;
  }

  create(line: ObjectLine, ordinal: number | null): void {
    const { name, value } = line.key;
    const id = name === 'id' ? value.toLowerCase() : this.#context.ids.guid();
    const manager = this.#managerOf(line);
    this.creations.push({ line, id, attributes: line.create(), manager, ordinal });
  }

  /** A line whose name has a holder. */
  decide(line: ObjectLine, ordinal: number, row: ObjectRow | undefined): void {
    if (row === undefined && this.#about.isReserved(ordinal)) {
      this.create(line, ordinal);
      return;
    }
    const manager = this.#managerOf(line);
    if (!isMeant(row, line)) {
      this.others.push({ line, manager });
      return;
    }
    const after = withManager(line.edit(row), manager);
    if (Object.keys(inversePatch(row.attributes, after)).length === 0) {
      this.#about.progress.note(line.line, 'unchanged');
      // The manager may still be to come.
      if (isMissing(manager)) this.changes.push({ line, ordinal, manager, id: row.id });
      return;
    }
    this.blanked.add(row.attributes, after);
    if (isRenamed(row, after)) this.others.push({ line, manager });
    else this.changes.push({ line, ordinal, manager, id: row.id });
  }

  #managerOf({ manager }: ObjectLine): ManagerStep {
    if (typeof manager !== 'string') return manager;
    const found = this.#managers.get(manager.toLowerCase());
    if (found === undefined) return { missing: manager };
    if (found.kind !== 'user') throw badRequest('The manager has to be a user.');
    return found.id;
  }
}

/** Whether the manager is not there yet. */
export function isMissing(manager: ManagerStep): manager is { readonly missing: string } {
  return typeof manager === 'object' && manager !== null;
}

function isRenamed(row: ObjectRow, after: Attributes): boolean {
  if (row.kind === 'group') return false;
  const index = UNIQUE_NAMES[row.kind];
  const [before, next] = [nameOf(row, index), nameOf({ id: row.id, attributes: after }, index)];
  return before?.toLowerCase() !== next?.toLowerCase();
}

/** The number that has the name a line is known by. */
async function findHolders(
  context: Context,
  lines: readonly ObjectLine[],
): Promise<ReadonlyMap<ObjectLine, number>> {
  const holders = new Map<ObjectLine, number>();
  const indexes: readonly LookupIndex[] = ['id', 'userPrincipalName', 'deviceId'];
  for (const index of indexes) {
    const known = lines.filter(({ key }) => key.name === index);
    const values = known.map(({ key }) => key.value);
    const claims = await context.lookups.readAll(index, values);
    for (const line of known) {
      const ordinal = claims.get(line.key.value.toLowerCase());
      if (ordinal !== undefined) holders.set(line, ordinal);
    }
  }
  return holders;
}
