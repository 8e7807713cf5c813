/** Puts the objects of the benchmark into an empty directory. */
import type { Stores } from '../../src/membership/context.ts';
import { inLanes } from '../support/in-lanes.ts';
import type { BenchObject } from './people.ts';

const LANES = 16;

/** Writes names and rows through the stores, as a creation does while there are no groups. */
export async function loadObjects(stores: Stores, objects: readonly BenchObject[]): Promise<void> {
  const created = new Date().toISOString();
  await inLanes(objects, LANES, async ({ id, kind, attributes }) => {
    const ordinal = await stores.ordinals.next(kind);
    const [index, name] =
      kind === 'user'
        ? (['userPrincipalName', attributes.userPrincipalName] as const)
        : (['deviceId', attributes.deviceId] as const);
    const row = { ordinal, id, kind, deleted: null, created, attributes };
    await Promise.all([
      stores.lookups.insert(index, String(name), ordinal),
      stores.lookups.insert('id', id, ordinal),
      stores.objects.insert({ ...row, undo: [], since: null, assignedTo: {} }),
    ]);
  });
}
