/**
 * Applies one part of an import. What it is about to do is recorded first; then objects are written, then groups, then the
 * references among them. Whatever of it was done before, by an attempt that died or by one beside this, is found done.
 */
import type { Context } from '../membership/context.ts';
import { isOpenAt } from '../membership/open-imports.ts';
import { sendQuietly } from '../membership/record-change.ts';
import type { ImportPart, PartResult, PendingReference } from '../ports/import-ports.ts';
import { applyReferences } from './apply-references.ts';
import { importGroups } from './import-groups.ts';
import type { GroupLine, ImportLine, ObjectLine } from './import-line.ts';
import { importObjects } from './import-objects.ts';
import { readOpenImport, rewritePart } from './import-record.ts';
import { type PartName, PartWork } from './part-work.ts';

/** Characters of references in one row: it may hold 1 MiB. */
const REFERENCE_CHARACTERS = 200_000;
/** References to members that one row takes of a line. */
const MEMBERS_A_REFERENCE = 2_000;

/** Applies a part. A part that was applied with the same content answers as before. Throws 404, and 409 for an import that has ended. */
export async function importPart(
  asked: Context,
  name: PartName,
  lines: readonly ImportLine[],
): Promise<PartResult> {
  const context = onBehalfOf(asked, name.importId);
  await readOpenImport(context, name.importId);
  const standing = await context.imports.readPart(name.importId, name.part);
  const isSame = standing?.content === name.content;
  if (isSame && standing.result !== null) return standing.result;
  const work = new PartWork(context, name, standing);
  const begun = await work.plan({});
  for (const line of lines) if (line.kind === 'faulty') work.progress.fail(line.line, line.error);
  await importObjects(work, lines.filter(isObjectLine));
  const objects = work.progress.result(lines.length, 0);
  await importGroups(work, lines.filter(isGroupLine));
  const pending = await settleReferences(work);
  const referenceRows = await writeReferences(work, begun.referenceRows, pending);
  const result = withEarlier(work.progress.result(lines.length, pending.length), {
    objects,
    planned: isSame ? standing : null,
  });
  const stored = await writeResult(work, referenceRows, result);
  await context.progress.note();
  await sendIfEnded(context, name, stored);
  return result;
}

/** What is written for an import says so in history. */
export function onBehalfOf(context: Context, importId: string): Context {
  return { ...context, by: { ...context.by, importId } };
}

export function isObjectLine(line: ImportLine): line is ObjectLine {
  return line.kind === 'user' || line.kind === 'device';
}

export function isGroupLine(line: ImportLine): line is GroupLine {
  return line.kind === 'group';
}

/** References to objects of the same part; answers those that lead nowhere yet. */
async function settleReferences(work: PartWork): Promise<readonly PendingReference[]> {
  const { context, name, progress, deferred } = work;
  const outcome = await applyReferences(context, name.importId, deferred);
  for (const line of outcome.changed) progress.note(line, 'changed');
  for (const { line, error } of outcome.errors) progress.fail(line, error);
  return outcome.missing.map((one) => ({ ...one, counted: progress.isCounted(one.line) }));
}

/** Writes what waits for other parts; rows that a content before had written beyond these are removed first. */
async function writeReferences(
  work: PartWork,
  before: number,
  pending: readonly PendingReference[],
): Promise<number> {
  const { context, name } = work;
  const { importId, part } = name;
  const rows = inRows(pending.flatMap(inSmallOnes));
  for (let row = rows.length; row < before; row++)
    await context.imports.removeReferences(importId, { part, row });
  for (const [row, references] of rows.entries())
    await context.imports.writeReferences(importId, { part, row, references });
  return rows.length;
}

function inSmallOnes(one: PendingReference): readonly PendingReference[] {
  const { references } = one;
  const count = Math.ceil(references.length / MEMBERS_A_REFERENCE);
  return Array.from({ length: count }, (_, at) => ({
    ...one,
    references: references.slice(at * MEMBERS_A_REFERENCE, (at + 1) * MEMBERS_A_REFERENCE),
  }));
}

function inRows(pending: readonly PendingReference[]): readonly (readonly PendingReference[])[] {
  const rows: PendingReference[][] = [];
  let characters = Number.POSITIVE_INFINITY;
  for (const one of pending) {
    const size = JSON.stringify(one).length;
    if (characters + size > REFERENCE_CHARACTERS) {
      rows.push([]);
      characters = 0;
    }
    rows.at(-1)?.push(one);
    characters += size;
  }
  return rows;
}

/** What an attempt before has created or changed of the same content is found unchanged now, and counts as it did. */
function withEarlier(
  result: PartResult,
  about: { readonly objects: PartResult; readonly planned: ImportPart | null },
): PartResult {
  const { objects, planned } = about;
  if (planned === null) return result;
  const created = Math.min(result.unchanged, Math.max(0, planned.created - objects.created));
  const rest = result.unchanged - created;
  const changed = Math.min(rest, Math.max(0, planned.changed - objects.changed));
  return {
    ...result,
    created: result.created + created,
    changed: result.changed + changed,
    unchanged: rest - changed,
  };
}

async function writeResult(
  work: PartWork,
  referenceRows: number,
  result: PartResult,
): Promise<ImportPart> {
  const { context, name, planned } = work;
  let stored: ImportPart = planned;
  await rewritePart(context, name, (standing) => {
    const ordinals = standing.ordinals.clone();
    ordinals.addAll(planned.ordinals);
    stored = { ...standing, content: name.content, ordinals, referenceRows, result };
    return stored;
  });
  return stored;
}

/** Somebody completed the import meanwhile, or it took too long: what was changed after that is asked for here. */
async function sendIfEnded(context: Context, name: PartName, part: ImportPart): Promise<void> {
  const stamped = await context.imports.read(name.importId);
  if (stamped !== null && isOpenAt(stamped.value, context.clock.now())) return;
  await sendPart(context, part);
}

/** Asks for a look at everything a part has changed. */
export async function sendPart(context: Context, part: ImportPart): Promise<void> {
  await sendQuietly(() => context.queues.sendImported([...part.ordinals.ordinals()]));
  await sendQuietly(() => context.queues.sendGroups(part.groupIds));
}
