/** Users or devices, block by block in the order they were created. */
import { PRINCIPAL_NAME } from '../contract/value-types.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import { BLOCK_SIZE, blockOfOrdinal, firstOrdinal } from '../directory/ordinal.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { Context } from '../membership/context.ts';
import { readRows } from '../membership/read-rows.ts';
import type { Page } from '../ports/ports.ts';
import { isGuid } from '../util/ids.ts';
import { nameOf } from './claim-name.ts';
import { findObjectOrNull, type ObjectKey } from './find-object.ts';
import type { Source } from './source.ts';

/** Blocks that are read at the same time, once it has turned out that many are wanted. */
const BLOCKS_AT_ONCE = 16;

const KEYS: Readonly<Record<RuleScope, readonly ObjectKey['name'][]>> = {
  user: ['id', 'userPrincipalName'],
  device: ['id', 'deviceId'],
};

/** Without deleted ones, and those whose row can't be read. */
export function objectSource(context: Context, kind: RuleScope): Source<ObjectRow> {
  return {
    pages: (after) => pages(context, kind, after),
    positionOf: ({ ordinal }) => String(ordinal),
    keys: KEYS[kind].map((name) => ({ name })),
    byKey: (name, values) => byKey(context, { kind, name }, values),
  };
}

/** Reads one block, then two, then four …: most lists end early, and a scan does not wait for one block after another. */
async function* pages(
  context: Context,
  kind: RuleScope,
  after: string | null,
): AsyncGenerator<Page<ObjectRow>> {
  const from = Math.max(after === null ? 0 : Number(after) + 1, firstOrdinal(kind));
  const end = await context.ordinals.highWater(kind);
  const last = blockOfOrdinal(end - 1);
  let atOnce = 1;
  for (let first = blockOfOrdinal(from); first <= last; ) {
    const blocks = Array.from(
      { length: Math.min(atOnce, last - first + 1) },
      (_, at) => first + at,
    );
    const scans = await Promise.all(blocks.map((block) => context.objects.scanBlock(block)));
    for (const [at, { rows }] of scans.entries()) {
      const items = rows.filter((row) => row.ordinal >= from && row.deleted === null);
      const block = first + at;
      yield block === last ? { items } : { items, next: String((block + 1) * BLOCK_SIZE - 1) };
    }
    first += blocks.length;
    atOnce = Math.min(atOnce * 2, BLOCKS_AT_ONCE);
  }
}

async function byKey(
  context: Context,
  { kind, name }: { readonly kind: RuleScope; readonly name: string },
  values: readonly string[],
): Promise<readonly ObjectRow[]> {
  const key = KEYS[kind].find((candidate) => candidate === name);
  if (key === undefined) return [];
  // What can't be a key of anything is not asked for: storage refuses such keys.
  const possible = values.filter((value) =>
    key === 'userPrincipalName' ? PRINCIPAL_NAME.test(value) : isGuid(value),
  );
  const rows = await rowsNamed(context, key, possible);
  return rows.filter((row) => row.kind === kind);
}

async function rowsNamed(
  context: Context,
  name: ObjectKey['name'],
  values: readonly string[],
): Promise<readonly ObjectRow[]> {
  const [only, ...others] = values;
  if (only === undefined) return [];
  if (others.length === 0) {
    const row = await findObjectOrNull(context, { name, value: only });
    return row === null ? [] : [row];
  }
  const ordinals = await context.lookups.readAll(name, values);
  const rows = await readRows(context.objects, [...new Set(ordinals.values())]);
  // A row says whether a name is still its own.
  const wanted = new Set(values);
  return rows.filter(
    (row) => row.deleted === null && wanted.has(nameOf(row, name)?.toLowerCase() ?? ''),
  );
}
