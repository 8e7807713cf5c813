/** The objects of a range as rules see them, and those of which nothing can be said. */
import type { ObjectRow } from '../directory/object-row.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { RuleObject } from '../directory/rule-object.ts';
import type { Unreadable } from '../ports/ports.ts';
import type { Context } from './context.ts';
import { importsOf } from './guarding.ts';
import { judgedObjectOf, WrongTypeError } from './object-change.ts';

/** Of what is read only what rules see is kept: a worker has several ranges in hand at a time. */
const BLOCKS_AT_ONCE = 2;

export interface Objects {
  readonly seen: ReadonlyMap<number, RuleObject>;
  /** Rows that can't be read, or hold what can't be: their memberships stay as they are. */
  readonly unread: OrdinalSet;
  /** Imports whose changes were read, and had not been looked at. */
  readonly importIds: ReadonlySet<string>;
}

/**
 * Reads blocks of the directory; what can't be read of them is kept where people see it, and holds up nothing else. A page
 * that fails throws: a half-read directory never removes anybody.
 */
export async function readObjects(context: Context, blocks: readonly number[]): Promise<Objects> {
  const { unreadable, ...objects } = await scanObjects(context, blocks);
  for (const one of unreadable) await keep(context, one);
  return objects;
}

/** The same, and nothing is written. */
export async function scanObjects(
  context: Context,
  blocks: readonly number[],
): Promise<Objects & { readonly unreadable: readonly Unreadable[] }> {
  const seen = new Map<number, RuleObject>();
  const unreadable: Unreadable[] = [];
  const importIds = new Set<string>();
  for (let at = 0; at < blocks.length; at += BLOCKS_AT_ONCE) {
    const some = blocks.slice(at, at + BLOCKS_AT_ONCE);
    const scans = await Promise.all(some.map((block) => context.objects.scanBlock(block)));
    const rows = scans.flatMap((scan) => scan.rows);
    unreadable.push(...scans.flatMap((scan) => scan.unreadable), ...see(rows, seen));
    for (const id of importsOf(rows)) importIds.add(id);
  }
  const unread = OrdinalSet.of(unreadable.map(({ ordinal }) => ordinal));
  return { seen, unread, importIds, unreadable };
}

/** Adds the rows to those seen; answers those of which nothing can be said. */
function see(rows: readonly ObjectRow[], seen: Map<number, RuleObject>): readonly Unreadable[] {
  return rows.flatMap((row) => {
    try {
      const object = judgedObjectOf(row);
      if (object !== null) seen.set(row.ordinal, object);
      return [];
    } catch (error) {
      if (!(error instanceof WrongTypeError)) throw error;
      return [{ ordinal: row.ordinal, reason: error.message }];
    }
  });
}

/** As a message that asks for the object, so that it can be asked for again once it is mended. */
async function keep(context: Context, { ordinal, reason }: Unreadable): Promise<void> {
  await context.poison.put({
    id: `object-${ordinal}`,
    queue: 'membership-changes',
    text: JSON.stringify({ objects: [ordinal] }),
    since: context.clock.now().toISOString(),
    attempts: 1,
    reason,
  });
}
