/** Applies lines of users and devices: planned together, recorded, then written many at a time. */
import { inversePatch } from '../directory/attributes.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import { readRows } from '../membership/read-rows.ts';
import { recordChanges, type Step } from '../membership/record-batch.ts';
import { editObject } from '../objects/change-object.ts';
import { createObject, type NewObject } from '../objects/create-object.ts';
import { createObjects } from '../objects/create-objects.ts';
import { findObject } from '../objects/find-object.ts';
import { mapAtOnce, pieces } from '../util/at-once.ts';
import { alreadyExists, RequestError } from '../util/errors.ts';
import { inRounds, type ObjectLine } from './import-line.ts';
import type { PartWork } from './part-work.ts';
import {
  isMeant,
  isMissing,
  type ManagerStep,
  type PlannedChange,
  type PlannedCreation,
  planObjects,
  ROWS_AT_ONCE,
  type RoundPlan,
  withManager,
} from './plan-objects.ts';

/** Objects that are written one at a time, at the same time. */
const ONE_BY_ONE_AT_ONCE = 16;

/** A line that is done by itself. */
interface Single {
  readonly line: ObjectLine;
  readonly manager: ManagerStep;
}

/** Applies the lines, those with a name in common in their order; managers who are not there yet are left in `deferred`. */
export async function importObjects(work: PartWork, lines: readonly ObjectLine[]): Promise<void> {
  for (const round of inRounds(lines)) await importRound(work, round);
}

async function importRound(work: PartWork, lines: readonly ObjectLine[]): Promise<void> {
  const { context, progress } = work;
  const isReserved = (ordinal: number) => work.isReserved(ordinal);
  const plan = await planObjects(context, { lines, progress, isReserved });
  const creations = await withoutGroups(work, plan.creations);
  const objects = await number(work, creations);
  await record(work, plan, objects);
  const left: Single[] = [...plan.others];
  for (const kind of ['user', 'device'] as const)
    left.push(
      ...(await create(
        work,
        kind,
        objects.filter(({ line }) => line.kind === kind),
      )),
    );
  for (const some of pieces(plan.changes, ROWS_AT_ONCE)) left.push(...(await change(work, some)));
  await mapAtOnce(left, ONE_BY_ONE_AT_ONCE, (single) => applyOne(work, single));
}

type Numbered = PlannedCreation & { readonly ordinal: number };

/** Ids of users and devices are claimed when they are written, those of groups are no claims. */
async function withoutGroups(
  work: PartWork,
  creations: readonly PlannedCreation[],
): Promise<readonly PlannedCreation[]> {
  if (!creations.some(({ line }) => line.key.name === 'id')) return creations;
  const groups = await work.groupIds();
  const taken = creations.filter(({ id }) => groups.has(id));
  for (const { line } of taken) work.progress.fail(line.line, alreadyExists('id'));
  return creations.filter(({ id }) => !groups.has(id));
}

/** Reserves a number for each that has none. */
async function number(
  { context }: PartWork,
  creations: readonly PlannedCreation[],
): Promise<readonly Numbered[]> {
  const numbered = new Map<PlannedCreation, number>();
  for (const kind of ['user', 'device'] as const) {
    const fresh = creations.filter(({ line, ordinal }) => line.kind === kind && ordinal === null);
    const ordinals = await context.ordinals.reserve(kind, fresh.length);
    for (const [at, creation] of fresh.entries()) numbered.set(creation, ordinals[at] ?? 0);
  }
  return creations.map((creation) => ({
    ...creation,
    ordinal: creation.ordinal ?? numbered.get(creation) ?? 0,
  }));
}

async function record(
  work: PartWork,
  plan: RoundPlan,
  objects: readonly Numbered[],
): Promise<void> {
  const changed = plan.changes.length + plan.others.length;
  if (objects.length + changed === 0) return;
  await work.plan({
    created: objects.length,
    changed,
    blanked: plan.blanked,
    ordinals: [...objects, ...plan.changes].map(({ ordinal }) => ordinal),
  });
}

/** Creates new objects in their order; a manager who is created with them follows later. Answers those to be done one at a time. */
async function create(
  work: PartWork,
  kind: RuleScope,
  objects: readonly Numbered[],
): Promise<readonly Single[]> {
  const left: Single[] = [];
  const made = new Map<string, string>();
  for (const some of pieces(objects, ROWS_AT_ONCE)) {
    const managers = some.map(({ manager }) => knownManager(manager, made));
    const drafts = some.map(
      ({ id, ordinal, attributes }, at): NewObject => ({
        kind,
        id,
        ordinal,
        attributes: withManager(attributes, managers[at]),
        importId: work.name.importId,
      }),
    );
    const rows = await createObjects(work.context, kind, drafts);
    for (const [at, creation] of some.entries()) {
      const row = rows[at] ?? null;
      const manager = managers[at];
      if (row === null) left.push({ line: creation.line, manager });
      else {
        for (const name of creation.line.names) made.set(referenceOf(name), row.id);
        made.set(row.id, row.id);
        work.progress.note(creation.line.line, 'created');
        defer(work, { line: creation.line, manager, row });
      }
    }
  }
  return left;
}

/** Names of lines are `index:value`; a reference is the value. */
function referenceOf(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function knownManager(manager: ManagerStep, made: ReadonlyMap<string, string>): ManagerStep {
  return isMissing(manager) ? (made.get(manager.missing.toLowerCase()) ?? manager) : manager;
}

function defer(
  work: PartWork,
  about: { readonly line: ObjectLine; readonly manager: ManagerStep; readonly row: ObjectRow },
): void {
  const { line, manager, row } = about;
  if (!isMissing(manager)) return;
  const was = typeof row.attributes.manager === 'string' ? row.attributes.manager : null;
  const counted = work.progress.isCounted(line.line);
  const references = [manager.missing];
  work.deferred.push({ line: line.line, id: row.id, target: 'manager', references, was, counted });
}

/** Changes objects of which the rows are read anew. Answers those to be done one at a time. */
async function change(
  work: PartWork,
  changes: readonly PlannedChange[],
): Promise<readonly Single[]> {
  const { context, progress, name } = work;
  const read = await readRows(
    context.objects,
    changes.map(({ ordinal }) => ordinal),
  );
  const rows = new Map(read.map((row) => [row.ordinal, row] as const));
  const left: Single[] = [];
  const steps: (Step & PlannedChange)[] = [];
  for (const planned of changes) {
    const { line, ordinal, manager } = planned;
    const row = rows.get(ordinal);
    if (!isMeant(row, line)) {
      left.push({ line, manager });
      continue;
    }
    await progress.attempt(line.line, () => {
      const attributes = withManager(line.edit(row), manager);
      const isSame = Object.keys(inversePatch(row.attributes, attributes)).length === 0;
      if (!isSame)
        steps.push({ ...planned, row, next: { ...row, attributes, importId: name.importId } });
      else progress.note(line.line, 'unchanged');
      if (isSame) defer(work, { line, manager, row });
    });
  }
  const written = await recordChanges(context, steps);
  for (const [at, { line, manager }] of steps.entries()) {
    const row = written[at] ?? null;
    if (row === null) left.push({ line, manager });
    else {
      progress.note(line.line, 'changed');
      defer(work, { line, manager, row });
    }
  }
  return left;
}

/** As a POST or PATCH of its own would be done. */
async function applyOne(work: PartWork, single: Single): Promise<void> {
  const { line } = single;
  await work.progress.attempt(line.line, async () => {
    // Somebody may create or delete it in between: then it is looked for once more.
    const row =
      (await changeOne(work, single)) ??
      (await createOne(work, single)) ??
      (await changeOne(work, single));
    if (row === null) throw alreadyExists(line.key.name);
    work.noteOrdinal(row.ordinal);
    defer(work, { ...single, row });
  });
}

/** Null when there is no such object. */
async function changeOne(work: PartWork, { line, manager }: Single): Promise<ObjectRow | null> {
  const { context, name, progress } = work;
  const { kind } = line;
  const standing = await findOrNull(work, line);
  if (standing === null) return null;
  const key = { name: 'id', value: standing.id } as const;
  const edit = (row: ObjectRow) => withManager(line.edit(row), manager);
  const wrote = await editObject(context, { kind, key, edit, importId: name.importId });
  progress.note(line.line, wrote ? 'changed' : 'unchanged');
  return findObject(context, kind, key);
}

/** Null when its name was taken, perhaps by an attempt beside this one. */
async function createOne(work: PartWork, { line, manager }: Single): Promise<ObjectRow | null> {
  const { context, name, progress } = work;
  const { kind, key } = line;
  const draft = {
    kind,
    attributes: line.create(),
    ...(key.name === 'id' && { id: key.value }),
    ...(typeof manager === 'string' && { managerId: manager }),
    importId: name.importId,
  };
  try {
    const row = await createObject(context, draft);
    progress.note(line.line, 'created');
    return row;
  } catch (error) {
    if (error instanceof RequestError && (await findOrNull(work, line)) !== null) return null;
    throw error;
  }
}

async function findOrNull(
  { context }: PartWork,
  { kind, key }: ObjectLine,
): Promise<ObjectRow | null> {
  try {
    return await findObject(context, kind, key);
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return null;
    throw error;
  }
}
