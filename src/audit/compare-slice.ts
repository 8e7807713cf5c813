/** Stage 2 of an audit: what the groups of a slice have against what the range results say. */

import { firstOrdinal } from '../directory/ordinal.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Context } from '../membership/context.ts';
import type { AuditSlice, Drift } from '../ports/audit-ports.ts';
import type { RangeResult, RunHeader, RunSlice, StoredGroup } from '../ports/ports.ts';
import { confirmDrift, isSteady } from './confirm-drift.ts';
import { finishAudit } from './finish-audit.ts';
import { isEvaluated } from './plan-audit.ts';
import { readReadable } from './read-readable.ts';

/** Objects of a group that are looked at one by one, and named in a slice; that there are more is said. */
const MOST_CONFIRMED = 5_000;
const MOST_NAMED = 1_000;
const ROWS_AT_ONCE = 5_000;

/** Compares a slice and writes down what was found; whoever writes the last slice ends the audit. */
export async function compareSlice(
  context: Context,
  work: { readonly audit: string; readonly part: string; readonly slice: number },
): Promise<void> {
  const header = await context.runs.readHeader(work.part);
  const slice = header?.slices[work.slice];
  if (header !== null && slice !== undefined) {
    const results = isEvaluated(slice) ? await context.runs.readResults(header, work.slice) : [];
    await context.audits.putSlice(
      work.audit,
      await compare(context, { ...work, header, slice, results }),
    );
  }
  await finishAudit(context, work.audit);
}

interface Comparison {
  readonly part: string;
  readonly header: RunHeader;
  readonly slice: RunSlice;
  readonly results: readonly RangeResult[];
}

async function compare(
  context: Context,
  about: Comparison & { readonly slice: RunSlice },
): Promise<AuditSlice> {
  const { part, header, slice } = about;
  const found = {
    part,
    slice: header.slices.indexOf(slice),
    groups: 0,
    leftOut: 0,
    memberships: 0,
  };
  const drift: Drift[] = [];
  for (const [place, { id, rule }] of slice.groups.entries()) {
    const group = await context.groups.read(id);
    const isOfRule = !isEvaluated(slice) || group?.meta.rule === rule;
    const compared =
      group !== null && isOfRule && isSteady(context, group.meta)
        ? await differences(context, group, { ...about, place })
        : null;
    if (group === null || compared === null) {
      found.leftOut++;
      continue;
    }
    found.groups++;
    found.memberships += group.members.size;
    if (compared.missing.length + compared.extra.length > 0) drift.push(compared);
  }
  return { ...found, drift: shortened(drift) };
}

/** Null: the group is left out. */
async function differences(
  context: Context,
  group: StoredGroup,
  about: Comparison & { readonly place: number },
): Promise<Drift | null> {
  const suspects = await suspectsOf(context, group, about);
  if (suspects.isEmpty) return { groupId: group.meta.id, missing: [], extra: [], more: false };
  const ordinals = [...suspects.ordinals()];
  const confirmed = await confirmDrift(context, group.meta.id, ordinals.slice(0, MOST_CONFIRMED));
  return confirmed === null ? null : { ...confirmed, more: ordinals.length > MOST_CONFIRMED };
}

/** The objects whose membership may be wrong. */
async function suspectsOf(
  context: Context,
  { meta, members }: StoredGroup,
  about: Comparison & { readonly place: number },
): Promise<OrdinalSet> {
  if (isEvaluated(about.slice)) return suspectsByRule(members, about);
  const sources = context.index.ruleOf(meta.id, meta.rule)?.memberOf ?? null;
  return sources === null
    ? deletedAmong(context, members)
    : suspectsBySources(context, members, sources);
}

/** Of an assigned group only that a member was deleted can be wrong. */
async function deletedAmong(context: Context, members: OrdinalSet): Promise<OrdinalSet> {
  const deleted = new OrdinalSet();
  const ordinals = [...members.ordinals()];
  for (let at = 0; at < ordinals.length; at += ROWS_AT_ONCE) {
    const rows = await readReadable(context, ordinals.slice(at, at + ROWS_AT_ONCE));
    for (const row of rows) if (row.deleted !== null) deleted.add(row.ordinal);
  }
  return deleted;
}

function suspectsByRule(
  members: OrdinalSet,
  { header, slice, results, place }: Comparison & { readonly place: number },
): OrdinalSet {
  const expected = new OrdinalSet();
  for (const result of results) {
    const part = result.members[place];
    if (part !== undefined) expected.addAll(part);
  }
  let differing = expected.minus(members);
  differing.addAll(members.minus(expected));
  for (const { unread } of results) if (unread !== undefined) differing = differing.minus(unread);
  // Who was created since was not evaluated.
  const { scope } = slice;
  const known = [...differing.ordinals()].filter(
    (ordinal) => ordinal < header.highWater[scope] || ordinal >= endOf(scope),
  );
  return OrdinalSet.of(known);
}

function endOf(scope: RunSlice['scope']): number {
  return scope === 'user' ? firstOrdinal('device') : firstOrdinal('group');
}

async function suspectsBySources(
  context: Context,
  members: OrdinalSet,
  sourceIds: readonly string[],
): Promise<OrdinalSet> {
  const sources = await Promise.all(sourceIds.map((id) => context.groups.read(id)));
  const union = new OrdinalSet();
  for (const source of sources)
    if (source !== null && source.meta.deleted === null) union.addAll(source.members);
  const differing = union.minus(members);
  differing.addAll(members.minus(union));
  return differing;
}

/** So that what was found fits into a row. */
function shortened(drift: readonly Drift[]): readonly Drift[] {
  let room = MOST_NAMED;
  return drift.map((one) => {
    const missing = one.missing.slice(0, room);
    room -= missing.length;
    const extra = one.extra.slice(0, room);
    room -= extra.length;
    const isCut = missing.length < one.missing.length || extra.length < one.extra.length;
    return { ...one, missing, extra, more: one.more || isCut };
  });
}
