/** What a look leaves beside the objects it settles, so that what it did to their memberships is found without reading every log. */
import type { ObjectRow } from '../directory/object-row.ts';
import type { RuleIndex } from '../matching/rule-index.ts';
import type { LookTrace } from '../ports/log.ts';

/** The groups that a look wrote, or found right, each with its newest log entry after that. */
export type Looked = ReadonlyMap<string, number>;

/** More groups than this are not named: a deleted object may be looked for in thousands. */
const MOST_GROUPS = 500;

/**
 * One trace an object, by ordinal. It names the groups, not what came of it: a look that died half-way finds them right the
 * second time, and the log says the rest.
 */
export function tracesOf(
  rows: readonly ObjectRow[],
  about: {
    readonly touched: ReadonlyMap<string, readonly ObjectRow[]>;
    readonly looked: Looked;
    readonly index: RuleIndex;
  },
): ReadonlyMap<number, LookTrace> {
  const groups = new Map<number, [string, number][]>();
  const name = (row: ObjectRow, id: string, seq: number) => {
    const named = groups.get(row.ordinal) ?? [];
    groups.set(row.ordinal, named);
    if (named.length < MOST_GROUPS) named.push([id, seq]);
  };
  for (const [id, seq] of about.looked)
    for (const row of rowsConcerned(id, about)) name(row, id, seq);
  return new Map(
    rows.flatMap(({ ordinal, history }) => {
      const named = groups.get(ordinal);
      if (named === undefined) return [];
      return [[ordinal, { event: history.changes, groups: Object.fromEntries(named) }] as const];
    }),
  );
}

/** The objects for which a group was looked at: of one that follows others, those of the groups it names. */
function rowsConcerned(
  id: string,
  about: {
    readonly touched: ReadonlyMap<string, readonly ObjectRow[]>;
    readonly index: RuleIndex;
  },
): ReadonlySet<ObjectRow> {
  const sources = about.index.group(id)?.rule?.memberOf ?? [];
  return new Set([id, ...sources].flatMap((group) => about.touched.get(group) ?? []));
}
