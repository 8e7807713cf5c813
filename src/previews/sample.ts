/** A first sample of a preview, at once: some members and some who are none, from all over the directory. */
import type { ObjectRow } from '../directory/object-row.ts';
import { BLOCK_SIZE, blockOfOrdinal, firstOrdinal } from '../directory/ordinal.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { Context } from '../membership/context.ts';
import { unionOf } from '../membership/member-of.ts';
import { judgedObjectOf, WrongTypeError } from '../membership/object-change.ts';
import { byBlock } from '../membership/read-rows.ts';
import type { PreviewSample } from '../ports/preview-ports.ts';
import { UnreadableRowError } from '../ports/unreadable-row.ts';
import type { CompiledRule } from '../rules/compile-rule.ts';
import { mapAtOnce } from '../util/at-once.ts';

/** Objects of a sample. */
const SIZE = 500;
/** What is read is a query a block: so many blocks for each half of the sample. */
const BLOCKS = 8;
const READS_AT_ONCE = 8;

export type PreviewedChange = 'added' | 'removed' | 'unchanged';

export interface SampledObject {
  readonly row: ObjectRow;
  readonly change: PreviewedChange;
}

export interface Sample extends PreviewSample {
  /** Those who are a member before or after. */
  readonly people: readonly SampledObject[];
}

/** What a sample is taken of. */
export interface Sampled {
  readonly rule: CompiledRule;
  /** The members now. */
  readonly before: OrdinalSet;
  /** One past the highest ordinal of the rule's kind. */
  readonly end: number;
}

export async function takeSample(context: Context, sampled: Sampled): Promise<Sample> {
  const { rule, before } = sampled;
  const rows = await readSpread(context, sampled);
  const selects = await selectorOf(context, rule);
  let objects = 0;
  const people: SampledObject[] = [];
  for (const row of rows) {
    const belongs = selects(row);
    if (belongs === null) continue;
    objects++;
    const change = changeOf(before.has(row.ordinal), belongs);
    if (change !== null) people.push({ row, change });
  }
  const count = (wanted: PreviewedChange) =>
    people.filter(({ change }) => change === wanted).length;
  return {
    objects,
    additions: count('added'),
    removals: count('removed'),
    unchanged: count('unchanged'),
    people,
  };
}

function changeOf(isMember: boolean, belongs: boolean): PreviewedChange | null {
  if (isMember) return belongs ? 'unchanged' : 'removed';
  return belongs ? 'added' : null;
}

/** The verdict on a row; null of one that is deleted, or cannot be judged. */
async function selectorOf(
  context: Context,
  rule: CompiledRule,
): Promise<(row: ObjectRow) => boolean | null> {
  const { memberOf: ids, scope } = rule;
  const union = ids === null ? null : (await unionOf(context, { scope, ids })).union;
  const now = context.clock.now();
  return (row) => {
    try {
      const object = judgedObjectOf(row);
      if (object === null) return null;
      return union === null ? rule.evaluate(object, now) : union.has(row.ordinal);
    } catch (error) {
      if (error instanceof WrongTypeError) return null;
      throw error;
    }
  };
}

async function readSpread(context: Context, sampled: Sampled): Promise<readonly ObjectRow[]> {
  const ordinals = [...spread(sampled).ordinals()];
  const blocks = [...byBlock(ordinals, (ordinal) => ordinal)];
  const read = await mapAtOnce(blocks, READS_AT_ONCE, ([block, some]) =>
    readReadable(context, block, some),
  );
  return read.flat();
}

/** Without rows that can't be read. */
async function readReadable(
  context: Context,
  block: number,
  ordinals: readonly number[],
): Promise<readonly ObjectRow[]> {
  try {
    return await context.objects.readSome(block, ordinals);
  } catch (error) {
    if (!(error instanceof UnreadableRowError)) throw error;
    const { rows } = await context.objects.scanBlock(block);
    return rows.filter(({ ordinal }) => ordinals.includes(ordinal));
  }
}

/** Half of them members; where there are fewer, the more of the others, and the other way round. */
function spread({ rule: { scope }, before, end }: Sampled): OrdinalSet {
  const members = OrdinalSet.of(
    [...before.ordinals(firstOrdinal(scope))].filter((ordinal) => ordinal < end),
  );
  const chosen = new OrdinalSet();
  const others = firstOrdinal(scope) + members.size < end ? SIZE / 2 : 0;
  for (const ordinal of spreadMembers(members, SIZE - others)) chosen.add(ordinal);
  for (const ordinal of spreadOthers(members, { scope, end, wanted: SIZE - chosen.size }))
    chosen.add(ordinal);
  return chosen;
}

/** Members from blocks that stand at equal distances among those that have any. */
function spreadMembers(members: OrdinalSet, wanted: number): readonly number[] {
  const blocks = [...byBlock([...members.ordinals()], (ordinal) => ordinal).values()];
  return dealt(evenly(blocks, BLOCKS), wanted);
}

function spreadOthers(
  members: OrdinalSet,
  about: { readonly scope: RuleScope; readonly end: number; readonly wanted: number },
): readonly number[] {
  const first = firstOrdinal(about.scope);
  if (about.end <= first) return [];
  const numbers = Array.from(
    { length: blockOfOrdinal(about.end - 1) - blockOfOrdinal(first) + 1 },
    (_, at) => blockOfOrdinal(first) + at,
  );
  const blocks = evenly(numbers, BLOCKS).map((block) =>
    Array.from({ length: BLOCK_SIZE }, (_, at) => block * BLOCK_SIZE + at).filter(
      (ordinal) => ordinal < about.end && !members.has(ordinal),
    ),
  );
  return dealt(blocks, about.wanted);
}

/** At most so many items, at equal distances. */
function evenly<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, at) => Math.floor((at * items.length) / most)).flatMap(
    (place) => items[place] ?? [],
  );
}

/** So many from the beginnings of some lists, from each as many as from the others. */
function dealt(lists: readonly (readonly number[])[], wanted: number): readonly number[] {
  const taken: number[] = [];
  for (let at = 0; taken.length < wanted && lists.some((list) => at < list.length); at++)
    taken.push(...lists.flatMap((list) => list[at] ?? []).slice(0, wanted - taken.length));
  return taken;
}
