import type { ObjectRow } from '../directory/object-row.ts';
import type { Context } from '../membership/context.ts';
import { byBlock } from '../membership/read-rows.ts';

/** The rows of some ordinals; those that can't be read are kept elsewhere for people to see, and left out here. */
export async function readReadable(
  context: Context,
  ordinals: readonly number[],
): Promise<readonly ObjectRow[]> {
  const rows: ObjectRow[] = [];
  for (const [block, some] of byBlock(ordinals, (ordinal) => ordinal)) {
    const wanted = new Set(some);
    const scan = await context.objects.scanBlock(block);
    rows.push(...scan.rows.filter(({ ordinal }) => wanted.has(ordinal)));
  }
  return rows;
}
