/** The objects of a range as rules see them, and those of which nothing can be said. */
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { RuleObject } from '../directory/rule-object.ts';
import type { Context } from './context.ts';
import { importsOf } from './guarding.ts';
import { judgedObjectOf, WrongTypeError } from './object-change.ts';
import type { Unreadable } from './ports.ts';

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
  const scans = await Promise.all(blocks.map((block) => context.objects.scanBlock(block)));
  const seen = new Map<number, RuleObject>();
  const unreadable = scans.flatMap((scan) => scan.unreadable);
  const rows = scans.flatMap((scan) => scan.rows);
  for (const row of rows) {
    try {
      const object = judgedObjectOf(row);
      if (object !== null) seen.set(row.ordinal, object);
    } catch (error) {
      if (!(error instanceof WrongTypeError)) throw error;
      unreadable.push({ ordinal: row.ordinal, reason: error.message });
    }
  }
  for (const one of unreadable) await keep(context, one);
  const unread = OrdinalSet.of(unreadable.map(({ ordinal }) => ordinal));
  return { seen, unread, importIds: importsOf(rows) };
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
