/** Which groups an object would come into and leave, were its attributes other ones: over all rules, writing nothing. */
import type { Attributes } from '../directory/attributes.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import { CHUNK_SIZE } from '../directory/ordinal.ts';
import type { RuleObject, RuleScope } from '../directory/rule-object.ts';
import { ruleNamesOfChange, toRuleObject } from '../directory/to-rule-object.ts';
import type { ObjectChange } from '../matching/rule-index.ts';
import type { Context } from '../membership/context.ts';
import { changeOf } from '../membership/object-change.ts';
import type { StoredGroup } from '../ports/ports.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { asItCounts } from './effective-state.ts';
import { withSeenMembers } from './hidden-members.ts';

const READS_AT_ONCE = 32;

/** Why members of a group stay as they are although the rule would answer otherwise. */
export type Withheld = 'paused' | 'held' | 'failed' | 'waiting';

/** A group that the object would come into or leave. */
export interface GroupChanged {
  readonly meta: GroupMeta;
  readonly change: 'joins' | 'leaves';
  /** Null: it would at once. */
  readonly withheld: Withheld | null;
  /** What the rule looks at of what would change, in the rule language's names; empty for a group that follows others. */
  readonly properties: readonly string[];
  /** The groups that it follows and that the object would come into or leave; empty for every other. */
  readonly sources: readonly GroupMeta[];
}

/** Only groups whose members whoever asks may see are among them. The object is a user or device that exists. */
export async function whatIf(
  context: Context,
  row: ObjectRow & { readonly kind: RuleScope },
  attributes: Attributes,
): Promise<readonly GroupChanged[]> {
  const { index } = context;
  const rules = await index.refresh();
  const object = toRuleObject(row.kind, attributes, row.id);
  const change = hypothetical(context, row, { attributes, object });
  const ids = rules.touchedBy(change);
  const byRule = await mapAtOnce(ids, READS_AT_ONCE, (id) =>
    changedByRule(context, id, { row, object, changed: change.changed }),
  );
  const changed = byRule.flatMap((one) => one ?? []);
  const followers = rules.dependentsOf(new Set(changed.map(({ meta }) => meta.id)));
  const following = await mapAtOnce(followers, READS_AT_ONCE, (id) =>
    changedBySources(context, id, { row, changed }),
  );
  return seen(context, [...changed, ...following.flatMap((one) => one ?? [])]);
}

/** The change on top of those that nobody has looked at yet. */
function hypothetical(
  context: Context,
  row: ObjectRow & { readonly kind: RuleScope },
  next: { readonly attributes: Attributes; readonly object: RuleObject },
): ObjectChange {
  const standing = changeOf(row, row.kind);
  const names = ruleNamesOfChange(row.kind, row.attributes, next.attributes);
  return {
    scope: row.kind,
    variants: [next.object, ...standing.variants],
    changed: standing.changed === 'all' ? 'all' : new Set([...standing.changed, ...names]),
    now: context.clock.now(),
  };
}

async function changedByRule(
  context: Context,
  id: string,
  about: {
    readonly row: ObjectRow;
    readonly object: RuleObject;
    readonly changed: ObjectChange['changed'];
  },
): Promise<GroupChanged | null> {
  const group = await readFor(context, id, about.row);
  const rule = group === null ? null : context.index.ruleOf(id, group.meta.rule);
  if (group === null || rule === null || rule.memberOf !== null) return null;
  const belongs = rule.scope === about.row.kind && rule.evaluate(about.object, context.clock.now());
  if (belongs === group.members.has(about.row.ordinal)) return null;
  const { changed } = about;
  const properties = [...rule.mentions].filter((name) => changed === 'all' || changed.has(name));
  return { ...changeIn(group, belongs), properties, sources: [] };
}

async function changedBySources(
  context: Context,
  id: string,
  about: { readonly row: ObjectRow; readonly changed: readonly GroupChanged[] },
): Promise<GroupChanged | null> {
  const { row, changed } = about;
  const group = await readFor(context, id, row);
  const rule = group === null ? null : context.index.ruleOf(id, group.meta.rule);
  if (group === null || rule === null || rule.memberOf === null || rule.scope !== row.kind)
    return null;
  const isIn = async (source: string) => {
    const known = changed.find(({ meta, withheld }) => meta.id === source && withheld === null);
    if (known !== undefined) return known.change === 'joins';
    return (await readFor(context, source, row))?.members.has(row.ordinal) ?? false;
  };
  const belongs = (await mapAtOnce(rule.memberOf, READS_AT_ONCE, isIn)).some(Boolean);
  if (belongs === group.members.has(row.ordinal)) return null;
  const sources = changed.filter(({ meta }) => rule.memberOf?.includes(meta.id));
  return { ...changeIn(group, belongs), properties: [], sources: sources.map(({ meta }) => meta) };
}

/** A living group, as it counts, with the members of the object's chunk. */
async function readFor(
  context: Context,
  id: string,
  { ordinal }: ObjectRow,
): Promise<StoredGroup | null> {
  const group = await context.groups.readChunk(id, Math.floor(ordinal / CHUNK_SIZE));
  if (group === null || group.meta.deleted !== null) return null;
  return { ...group, meta: asItCounts(context.index.control, group.meta) };
}

function changeIn(
  { meta }: StoredGroup,
  belongs: boolean,
): Pick<GroupChanged, 'meta' | 'change' | 'withheld'> {
  return { meta, change: belongs ? 'joins' : 'leaves', withheld: withheldIn(meta) };
}

function withheldIn(meta: GroupMeta): Withheld | null {
  if (meta.state === 'Paused') return 'paused';
  if (meta.hold !== null) return 'held';
  if (meta.error !== null) return 'failed';
  return meta.todoSince !== null || meta.membersVer !== meta.ver ? 'waiting' : null;
}

async function seen(
  context: Context,
  changed: readonly GroupChanged[],
): Promise<readonly GroupChanged[]> {
  const metas = changed.flatMap(({ meta, sources }) => [meta, ...sources]);
  const told = new Set((await withSeenMembers(context, metas)).map(({ id }) => id));
  return changed
    .filter(({ meta }) => told.has(meta.id))
    .map((one) => ({ ...one, sources: one.sources.filter(({ id }) => told.has(id)) }));
}
