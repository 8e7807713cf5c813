/** What a part would do, and what is wrong with it, without writing anything. */
import { checkChange } from '../groups/change-group.ts';
import { checkDraft } from '../groups/create-group.ts';
import type { Context } from '../membership/context.ts';
import { readRows } from '../membership/read-rows.ts';
import { nameOf } from '../objects/claim-name.ts';
import { UNIQUE_NAMES } from '../objects/create-object.ts';
import type { PartResult, ReferenceTarget } from '../ports/import-ports.ts';
import type { LookupIndex } from '../ports/name-ports.ts';
import { alreadyExists } from '../util/errors.ts';
import { checkKindOf, findGroup } from './import-groups.ts';
import { type GroupLine, type ImportLine, servicePrincipalOf } from './import-line.ts';
import { isGroupLine, isObjectLine } from './import-part.ts';
import { readOpenImport } from './import-record.ts';
import { PartProgress } from './part-progress.ts';
import { isMissing, type PlannedCreation, planObjects } from './plan-objects.ts';
import { resolveReferences } from './resolve-references.ts';

/** A reference that neither the directory nor the part has: another part may. */
export interface OpenReference {
  readonly line: number;
  readonly target: ReferenceTarget;
  readonly reference: string;
}

/** As importPart would answer, with the references that depend on other parts. Throws 404, 409. */
export async function validatePart(
  context: Context,
  importId: string,
  lines: readonly ImportLine[],
): Promise<PartResult & { readonly references: readonly OpenReference[] }> {
  await readOpenImport(context, importId);
  const progress = new PartProgress();
  for (const line of lines) if (line.kind === 'faulty') progress.fail(line.line, line.error);
  const objects = lines.filter(isObjectLine);
  // Lines with a name in common are held against what is stored, not against each other.
  const plan = await planObjects(context, { lines: objects, progress, isReserved: () => false });
  for (const index of ['userPrincipalName', 'deviceId'] as const)
    await checkNames(context, { progress, index, creations: plan.creations });
  const sound = plan.creations.filter(({ line }) => !progress.hasFailed(line.line));
  for (const { line } of sound) progress.note(line.line, 'created');
  for (const { line } of [...plan.changes, ...plan.others]) progress.note(line.line, 'changed');
  const groups = lines.filter(isGroupLine);
  for (const line of groups)
    await progress.attempt(line.line, () => checkGroup(context, line, progress));
  const managers = [...plan.creations, ...plan.changes, ...plan.others].flatMap(
    ({ line, manager }): OpenReference[] =>
      isMissing(manager)
        ? [{ line: line.line, target: 'manager', reference: manager.missing }]
        : [],
  );
  const open = [...managers, ...(await missingMembers(context, groups))];
  const here = new Set(
    lines.flatMap((line) => (line.kind === 'faulty' ? [] : line.names)).map(textOf),
  );
  const references = open.filter(({ reference }) => !here.has(reference.toLowerCase()));
  return { ...progress.result(lines.length, references.length), references };
}

/** A new object whose name somebody else has. */
async function checkNames(
  context: Context,
  about: {
    readonly progress: PartProgress;
    readonly index: LookupIndex;
    readonly creations: readonly PlannedCreation[];
  },
): Promise<void> {
  const { progress, index } = about;
  const named = about.creations.flatMap(({ line, id, attributes }) => {
    const value = UNIQUE_NAMES[line.kind] === index ? nameOf({ id, attributes }, index) : null;
    return value === null ? [] : [{ line, value }];
  });
  const claims = await context.lookups.readAll(
    index,
    named.map(({ value }) => value),
  );
  const rows = await readRows(context.objects, [...new Set(claims.values())]);
  const held = new Set(
    rows
      .filter((row) => row.deleted === null)
      .map((row) => `${row.ordinal} ${nameOf(row, index)?.toLowerCase()}`),
  );
  for (const { line, value } of named)
    if (held.has(`${claims.get(value.toLowerCase())} ${value.toLowerCase()}`))
      progress.fail(line.line, alreadyExists(index));
}

async function checkGroup(
  context: Context,
  line: GroupLine,
  progress: PartProgress,
): Promise<void> {
  const standing = await findGroup(context, line);
  if (standing === null) {
    const draft = line.create();
    checkKindOf(line, draft.kind);
    await checkDraft(context, draft, draft.id ?? context.ids.guid());
    progress.note(line.line, 'created');
    return;
  }
  const change = line.change(standing);
  checkKindOf(line, change.kind ?? standing.kind);
  await checkChange(context, standing, change);
  progress.note(line.line, 'changed');
}

/** Members and owners. */
async function missingMembers(
  context: Context,
  groups: readonly GroupLine[],
): Promise<readonly OpenReference[]> {
  const all = groups.flatMap(({ line, members, owners }): OpenReference[] => [
    ...members.map((reference) => ({ line, target: 'members' as const, reference })),
    ...owners
      .filter((reference) => servicePrincipalOf(reference) === null)
      .map((reference) => ({ line, target: 'owners' as const, reference })),
  ]);
  const found = await resolveReferences(
    context,
    all.map(({ reference }) => reference),
    true,
  );
  return all.filter(({ reference }) => !found.has(reference.toLowerCase()));
}

function textOf(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
