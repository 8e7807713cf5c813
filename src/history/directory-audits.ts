/** Graph's audit log, made of what is kept of objects and groups; no row is its own (graph-spec.md 12, docs/history.md). */
import type { Context } from '../membership/context.ts';
import { mapAtOnce, pieces } from '../util/at-once.ts';
import { type AuditFact, type Cut, isLeft } from './audit-fact.ts';
import { type AuditFilter, isAskedFor, isTime } from './audit-filter.ts';
import { type AuditRecord, recordsOf } from './audit-record.ts';
import { type AuditPosition, beginning, type Piece, readPiece } from './audit-walk.ts';

export interface AuditPage {
  /** Newest first; perhaps fewer than asked for, though there are more. */
  readonly records: readonly AuditRecord[];
  /** Null: there are no more. */
  readonly next: AuditPosition | null;
}

/** About so many requests to storage are made for a page. */
const MOST_COST = 1_000;
const ENTRIES_AT_ONCE = 16;

/** The records after a position; null: the newest. */
export async function listAuditRecords(
  context: Context,
  filter: AuditFilter,
  page: { readonly top: number; readonly after: AuditPosition | null },
): Promise<AuditPage> {
  const records: AuditRecord[] = [];
  let position = page.after ?? (await beginning(context, filter));
  let cost = 0;
  while (position !== null && cost < MOST_COST) {
    const piece: Piece = await readPiece(context, filter, position);
    cost += piece.cost;
    const room = { records: page.top - records.length, cost: MOST_COST - cost };
    const found = await recordsIn(context, filter, { piece, room });
    records.push(...found.records);
    cost += found.cost;
    if (found.cut !== null) return { records, next: piece.stay(found.cut) };
    position = piece.next;
  }
  return { records, next: position };
}

interface Search {
  readonly piece: Piece;
  /** How many records, and requests for them, there is room for. */
  readonly room: { readonly records: number; readonly cost: number };
}

/** `cut`: after which record there was no room for more; null: the piece was told to its end. */
async function recordsIn(
  context: Context,
  filter: AuditFilter,
  { piece, room }: Search,
): Promise<{ readonly records: AuditRecord[]; readonly cost: number; readonly cut: Cut | null }> {
  const records: AuditRecord[] = [];
  let cost = 0;
  const facts = piece.facts.filter(
    (fact) => isTime(fact.time, filter) && piece.cuts.every((cut) => isLeft(fact, cut)),
  );
  for (const some of pieces(facts, ENTRIES_AT_ONCE)) {
    const entries = await mapAtOnce(some, ENTRIES_AT_ONCE, (fact) => entryOf(context, fact));
    cost += some.length;
    for (const [at, fact] of some.entries()) {
      let told = 0;
      for (const record of recordsOf(fact, entries[at] ?? null)) {
        told++;
        if (told <= toldBefore(fact, piece.cuts) || !isAskedFor(record, filter)) continue;
        records.push(record);
        const { time, key } = fact;
        if (records.length === room.records) return { records, cost, cut: { time, key, told } };
      }
    }
    const last = some.at(-1);
    if (last === undefined || last === facts.at(-1) || cost < room.cost) continue;
    const { time, key } = last;
    return { records, cost, cut: { time, key, told: Number.MAX_SAFE_INTEGER } };
  }
  return { records, cost, cut: null };
}

function toldBefore({ key }: AuditFact, cuts: readonly (Cut | null)[]): number {
  return Math.max(0, ...cuts.map((cut) => (cut?.key === key ? cut.told : 0)));
}

async function entryOf({ groups }: Context, fact: AuditFact) {
  if (fact.kind !== 'members') return null;
  const { meta, seq } = fact;
  const [entry] = await groups.readLogSpan(meta.id, { from: seq, through: seq });
  return entry ?? null;
}
