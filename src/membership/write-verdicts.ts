/** Writes what single objects' verdicts change in a group, unless an import brought so much that it has to be seen as a whole. */
import type { GroupMeta } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { StoredGroup } from '../ports/ports.ts';
import type { Context } from './context.ts';
import { announce, wantRun } from './edit-group.ts';
import { importsOf, importToGuard } from './guarding.ts';
import { recordGroupEvents } from './record-group-event.ts';
import { type Found, findingsWrite, tellOfNewVersion, writeFindings } from './write-findings.ts';

/**
 * As writeFindings. Flips of objects from an import that may be too large for the group's guard are not made: the group is
 * evaluated by a run, whose whole difference then has to pass the guard. A run that is wanted already has to pass it too.
 */
export async function writeVerdicts(
  context: Context,
  group: StoredGroup,
  found: Found & { readonly rows: readonly ObjectRow[] },
): Promise<number | null> {
  const importId = await importToGuard(context, group, importsOf(found.rows));
  if (importId === null) return writeFindings(context, group, found);
  if (group.meta.todoSince !== null || group.meta.hold !== null) {
    const meta = withImport(group.meta, importId);
    return writeFindings(context, { ...group, meta }, found);
  }
  if (found.findings.added.isEmpty && found.findings.dismissed.isEmpty)
    return writeFindings(context, group, found);
  return evaluateAll(context, group, { found, importId });
}

/** The import is among the causes of what the group waits for. */
function withImport(meta: GroupMeta, importId: string): GroupMeta {
  const cause = meta.cause ?? { kind: 'import', importId: null };
  return cause.importId !== null ? meta : { ...meta, cause: { ...cause, importId } };
}

/** Deleted objects go at once; everything else waits for the run. */
async function evaluateAll(
  context: Context,
  group: StoredGroup,
  about: { readonly found: Found; readonly importId: string },
): Promise<number | null> {
  const { found, importId } = about;
  const now = context.clock.now();
  const deletions = { ...found, findings: found.findings.onlyDeletions };
  const write = findingsWrite(group, deletions, now);
  const meta = wantRun(write.meta, { time: now.toISOString(), kind: 'import', importId });
  await announce(context, meta.id, null);
  const noted = recordGroupEvents(
    context,
    group.meta,
    { ...write, meta },
    {
      notes: [{ kind: 'reprocessed', details: { importId } }],
    },
  );
  if ((await context.groups.write(group.etag, noted)) === null) return null;
  await tellOfNewVersion(context, meta.id);
  return noted.meta.seq;
}
