/** What imports do to the simulated directory. */
import { type AttributePatch, applyPatch } from '../../src/directory/attributes.ts';
import type { ObjectLine } from '../../src/imports/import-line.ts';
import { importPart } from '../../src/imports/import-part.ts';
import { completeImport, createImport } from '../../src/imports/imports.ts';
import type { Context } from '../../src/membership/context.ts';
import { CITIES, DEPARTMENTS } from './object-operations.ts';
import type { World } from './world.ts';

const HOUR = 60 * 60_000;

/** A line that creates or changes a user. */
export function lineFor(id: string, line: number, patch: AttributePatch): ObjectLine {
  const key = { name: 'id', value: id } as const;
  const upn = `${id}@contoso.com`;
  const fresh = { userPrincipalName: upn, displayName: id };
  return {
    line,
    kind: 'user',
    names: [id, upn],
    key,
    create: () => applyPatch(fresh, patch),
    edit: ({ attributes }) => applyPatch(attributes, patch),
  };
}

/** Some objects, some of them new, in one part that may be sent twice; the import may be left open. */
export async function importSome(world: World, context: Context): Promise<void> {
  const { random } = world;
  const { record } = await createImport(context);
  const ids = world.objectIds.filter(() => random.chance(0.7));
  if (random.chance(0.5)) {
    const fresh = world.guid();
    world.objectIds.push(fresh);
    ids.push(fresh);
  }
  const patch = { department: random.pick(DEPARTMENTS), city: random.pick(CITIES) };
  const lines = ids.map((id, at) => lineFor(id, at + 1, patch));
  const part = { importId: record.id, part: 1, content: record.id };
  await importPart(context, part, lines);
  if (random.chance(0.3)) await importPart(context, part, lines);
  if (random.chance(0.7))
    await completeImport(context, record.id, new Date(world.time + 10 * HOUR));
}
