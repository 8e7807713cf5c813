/** Two objects were read with one name: one before it gave the name up, the other after it got it. */
import type { Context } from '../membership/context.ts';
import { recordChange } from '../membership/record-change.ts';
import type { LookupIndex } from '../ports/name-ports.ts';
import { type LostName, namesClaimed } from './claims.ts';
import type { Row } from './lines.ts';

/**
 * Whoever had the name before gets the name that it had taken by the time the claims were read. One that had none had been
 * deleted, and one whose id was another's too: it is deleted. Answers how many there were.
 */
export async function settleNames(
  context: Context,
  lost: readonly LostName[],
  readClaims: () => AsyncIterable<Row>,
): Promise<number> {
  const deleted = new Set(lost.filter(({ index }) => index === 'id').map(({ ordinal }) => ordinal));
  for (const index of ['userPrincipalName', 'deviceId'] as const) {
    const renamed = lost.filter((one) => one.index === index).map(({ ordinal }) => ordinal);
    if (renamed.length === 0) continue;
    const names = await namesClaimed(readClaims(), index, new Set(renamed));
    for (const ordinal of renamed) {
      const name = names.get(ordinal);
      if (name === undefined || deleted.has(ordinal)) deleted.add(ordinal);
      else await change(context, ordinal, { index, name });
    }
  }
  for (const ordinal of deleted) await change(context, ordinal, null);
  return lost.length;
}

/** Null: it is deleted. */
async function change(
  context: Context,
  ordinal: number,
  to: { readonly index: LookupIndex; readonly name: string } | null,
): Promise<void> {
  for (;;) {
    const row = await context.objects.read(ordinal);
    if (row === null || row.deleted !== null) return;
    const next =
      to === null
        ? { ...row, deleted: context.clock.now().toISOString(), importId: null }
        : { ...row, attributes: { ...row.attributes, [to.index]: to.name } };
    if (await recordChange(context, row, next)) return;
  }
}
