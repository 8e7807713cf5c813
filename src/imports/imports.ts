/** Imports as a resource: begun, read, listed, completed (design.md 11). */
import type { Context } from '../membership/context.ts';
import { isOpenAt } from '../membership/open-imports.ts';
import type { PageRequest } from '../objects/list-objects.ts';
import type { ImportPart, ImportRecord, PartResult } from '../ports/import-ports.ts';
import type { Page } from '../ports/ports.ts';
import { resourceNotFound } from '../util/errors.ts';
import { newestFirstId } from '../util/newest-first-id.ts';
import { applyReferences, referenceNotFound } from './apply-references.ts';
import { onBehalfOf, sendPart } from './import-part.ts';
import { readImport, rewritePart } from './import-record.ts';
import { lineErrors } from './line-errors.ts';
import { ERRORS_KEPT } from './part-progress.ts';

/** An import with its parts and the sums over them. */
export interface ImportOverview {
  readonly record: ImportRecord;
  readonly status: 'open' | 'complete';
  readonly totals: Omit<PartResult, 'errors'>;
  readonly parts: readonly ImportPart[];
}

/** Begins an import. Its id begins with the time counted down, so that the newest sort first. */
export async function createImport(context: Context): Promise<ImportOverview> {
  const now = context.clock.now();
  const time = now.toISOString();
  const record: ImportRecord = {
    id: newestFirstId(now, context.ids.guid()),
    status: 'open',
    created: time,
    lastActivity: time,
    objects: 0,
    blanked: {},
  };
  await context.imports.insert(record);
  return overviewOf(context, record, []);
}

/** An import and what came of its parts. Throws 404. */
export async function findImport(context: Context, id: string): Promise<ImportOverview> {
  const { value } = await readImport(context, id);
  return overviewOf(context, value, await context.imports.readParts(id));
}

/** A part of an import and what came of it. Throws 404. */
export async function findPart(context: Context, id: string, number: number): Promise<ImportPart> {
  await readImport(context, id);
  const part = await context.imports.readPart(id, number);
  if (part === null) throw resourceNotFound(String(number));
  return part;
}

/** The newest first, without their parts. */
export async function listImports(
  context: Context,
  page: PageRequest,
): Promise<Page<ImportOverview>> {
  const listed = await context.imports.list(page.top, page.after);
  return { ...listed, items: listed.items.map((record) => overviewOf(context, record, [])) };
}

/**
 * Ends an import: references that waited are applied, then everything it has changed is looked at. Answers null when that
 * takes longer than `until`; whoever asks again goes on where this stopped. Completing twice does no harm. Throws 404.
 */
export async function completeImport(
  context: Context,
  id: string,
  until: Date,
): Promise<ImportOverview | null> {
  await readImport(context, id);
  for (;;) {
    const row = await context.imports.readReferences(id);
    if (row === null) break;
    if (context.clock.now() >= until) return null;
    const outcome = await applyReferences(onBehalfOf(context, id), id, row.references);
    const errors = [
      ...outcome.errors,
      ...outcome.missing.map((one) => ({ line: one.line, error: referenceNotFound(one) })),
    ].flatMap(({ line, error }) => lineErrors(line, error));
    const counted = new Set(row.references.filter((one) => one.counted).map(({ line }) => line));
    const changed = [...outcome.changed].filter((line) => !counted.has(line)).length;
    await rewritePart(context, { importId: id, part: row.part }, (part) =>
      withReferences(part, { errors, changed, done: row.references.length }),
    );
    await context.imports.removeReferences(id, row);
  }
  const record = await close(context, id);
  const parts = await context.imports.readParts(id);
  for (const part of parts) await sendPart(context, part);
  return overviewOf(context, record, parts);
}

async function close(context: Context, id: string): Promise<ImportRecord> {
  for (;;) {
    const { value, etag } = await readImport(context, id);
    if (value.status === 'complete') return value;
    const complete: ImportRecord = { ...value, status: 'complete' };
    if ((await context.imports.write({ value: complete, etag })) !== null) return complete;
  }
}

/** The part after some of its references were worked off. An error that stands there already was told by an attempt before. */
function withReferences(
  part: ImportPart,
  about: {
    readonly errors: PartResult['errors'];
    readonly changed: number;
    readonly done: number;
  },
): ImportPart {
  const { result } = part;
  if (result === null) return part;
  const known = new Set(result.errors.map(keyOf));
  const fresh = about.errors.filter((error) => !known.has(keyOf(error)));
  const failedBefore = new Set(result.errors.map(({ line }) => line));
  const failed = new Set(fresh.map(({ line }) => line).filter((line) => !failedBefore.has(line)));
  const changed = Math.min(result.unchanged, about.changed);
  return {
    ...part,
    result: {
      ...result,
      changed: result.changed + changed,
      unchanged: result.unchanged - changed,
      failed: result.failed + failed.size,
      pending: Math.max(0, result.pending - about.done),
      errors: [...result.errors, ...fresh]
        .sort((left, right) => left.line - right.line)
        .slice(0, ERRORS_KEPT),
    },
  };
}

function keyOf({ line, code, target, message }: PartResult['errors'][number]): string {
  return JSON.stringify([line, code, target, message]);
}

function overviewOf(
  context: Context,
  record: ImportRecord,
  parts: readonly ImportPart[],
): ImportOverview {
  const status = isOpenAt(record, context.clock.now()) ? 'open' : 'complete';
  const none = { lines: 0, created: 0, changed: 0, unchanged: 0, failed: 0, pending: 0 };
  const totals = parts.reduce((sum, { result }) => {
    if (result === null) return sum;
    return {
      lines: sum.lines + result.lines,
      created: sum.created + result.created,
      changed: sum.changed + result.changed,
      unchanged: sum.unchanged + result.unchanged,
      failed: sum.failed + result.failed,
      pending: sum.pending + result.pending,
    };
  }, none);
  return { record, status, totals, parts };
}
