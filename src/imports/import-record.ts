/** The record of an import and of its parts: what it is about to do stands there before it is done. */
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Context } from '../membership/context.ts';
import { isOpenAt } from '../membership/open-imports.ts';
import type { ImportPart, ImportRecord } from '../ports/import-ports.ts';
import type { Stamped } from '../ports/ports.ts';
import { RequestError, resourceNotFound } from '../util/errors.ts';
import { mostBlanked, raised } from './blanked.ts';

/** The import. Throws 404 when there is none. */
export async function readImport(context: Context, id: string): Promise<Stamped<ImportRecord>> {
  const stamped = await context.imports.read(id);
  if (stamped === null) throw resourceNotFound(id);
  return stamped;
}

/** The import while it goes on. Throws 404 when there is none, 409 when it is complete or was left alone for too long. */
export async function readOpenImport(context: Context, id: string): Promise<Stamped<ImportRecord>> {
  const stamped = await readImport(context, id);
  if (isOpenAt(stamped.value, context.clock.now())) return stamped;
  throw new RequestError({
    status: 409,
    code: 'ImportComplete',
    message: `Import ${id} is complete; make another one. What it has brought already is left unchanged then.`,
  });
}

/** A part nobody has begun. */
function emptyPart(part: number, content: string): ImportPart {
  return {
    part,
    content,
    created: 0,
    changed: 0,
    blanked: {},
    ordinals: new OrdinalSet(),
    groupIds: [],
    referenceRows: 0,
    result: null,
  };
}

/**
 * Writes what an attempt is about to do, raised to what stands there of another attempt: a part that is repeated finds
 * some of it done and plans less. Answers the part as it then stands. Throws 404, 409.
 */
export async function recordPlan(
  context: Context,
  importId: string,
  plan: ImportPart,
): Promise<ImportPart> {
  for (;;) {
    const { value: record, etag } = await readOpenImport(context, importId);
    const standing =
      (await context.imports.readPart(importId, plan.part)) ?? emptyPart(plan.part, '');
    const merged = merge(standing, plan);
    const value: ImportRecord = {
      ...record,
      lastActivity: context.clock.now().toISOString(),
      objects: record.objects + sizeOf(merged) - sizeOf(standing),
      blanked: raised(record.blanked, { from: standing.blanked, to: merged.blanked }),
    };
    if ((await context.imports.write({ value, etag }, merged)) !== null) return merged;
  }
}

/** Writes a part that was worked on, whether the import goes on or not. `change` may run several times. */
export async function rewritePart(
  context: Context,
  at: { readonly importId: string; readonly part: number },
  change: (standing: ImportPart) => ImportPart,
): Promise<ImportRecord> {
  for (;;) {
    const { value: record, etag } = await readImport(context, at.importId);
    const standing = await context.imports.readPart(at.importId, at.part);
    const value = { ...record, lastActivity: context.clock.now().toISOString() };
    const part = change(standing ?? emptyPart(at.part, ''));
    if ((await context.imports.write({ value, etag }, part)) !== null) return value;
  }
}

function merge(standing: ImportPart, plan: ImportPart): ImportPart {
  const ordinals = standing.ordinals.clone();
  ordinals.addAll(plan.ordinals);
  return {
    ...standing,
    ...plan,
    created: Math.max(standing.created, plan.created),
    changed: Math.max(standing.changed, plan.changed),
    blanked: mostBlanked(standing.blanked, plan.blanked),
    ordinals,
    groupIds: [...new Set([...standing.groupIds, ...plan.groupIds])],
    referenceRows: Math.max(standing.referenceRows, plan.referenceRows),
  };
}

function sizeOf({ created, changed }: ImportPart): number {
  return created + changed;
}
