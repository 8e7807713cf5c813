/** Puts a directory into storage past the application, as it would have written it, in a tenth of the time of an import. */
import { objectEventBetween } from '../../src/directory/object-event.ts';
import type { ObjectContent } from '../../src/directory/object-row.ts';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import { SYSTEM } from '../../src/directory/origin.ts';
import { byBlock } from '../../src/membership/read-rows.ts';
import type { Stores } from '../../src/ports/stores.ts';
import { pieces } from '../../src/util/at-once.ts';
import { inLanes } from '../support/in-lanes.ts';
import type { BenchObject } from './people.ts';

const LANES = 4;
const NAMES_AT_ONCE = 5_000;

/** Objects of one kind, settled, with their ids and their first events. Answers the ordinal of each, in order. */
export async function loadDirectly(
  stores: Stores,
  objects: readonly BenchObject[],
  now: Date,
): Promise<readonly number[]> {
  const time = now.toISOString();
  const kind = objects[0]?.kind ?? 'user';
  const ordinals = await stores.ordinals.reserve(kind, objects.length);
  const rows = objects.map(
    ({ id, attributes }, at): ObjectContent => ({
      ordinal: ordinals[at] ?? 0,
      id,
      kind,
      deleted: null,
      created: time,
      attributes,
      undo: [],
      since: null,
      importId: null,
      assignedTo: {},
      history: { changes: 1, settled: 1 },
    }),
  );
  await inLanes([...byBlock(rows, ({ ordinal }) => ordinal).values()], LANES, async (block) => {
    const events = block.map((row) => {
      const event = objectEventBetween(null, row, { time, by: SYSTEM });
      return [row.ordinal, event] as const;
    });
    await stores.objects.insertAll(block, new Map(events));
  });
  const names = rows.map(({ id, ordinal }) => ({ value: id, ordinal }));
  for (const some of pieces(names, NAMES_AT_ONCE)) await stores.lookups.insertAll('id', some);
  return ordinals;
}

/** Makes objects the members of a group. */
export async function setMembers(
  stores: Stores,
  groupId: string,
  ordinals: readonly number[],
): Promise<void> {
  const group = await stores.groups.read(groupId);
  if (group === null) throw new Error(`There is no group ${groupId}.`);
  const members = new OrdinalSet();
  for (const ordinal of ordinals) members.add(ordinal);
  const meta = { ...group.meta, count: members.size };
  const touchedChunks = members.chunkNumbers;
  if ((await stores.groups.write(group.etag, { meta, members, touchedChunks })) === null)
    throw new Error(`Somebody else wrote group ${groupId}.`);
}
