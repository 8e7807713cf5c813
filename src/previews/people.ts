/** The objects of a preview as people see them, each with its reason. */
import type { ObjectRow } from '../directory/object-row.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import type { RuleObject } from '../directory/rule-object.ts';
import { seesMembers } from '../groups/hidden-members.ts';
import type { Context } from '../membership/context.ts';
import { ruleObjectOf, scopeOf } from '../membership/object-change.ts';
import type { StoredGroup } from '../ports/ports.ts';
import type { Preview } from '../ports/preview-ports.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { type Reason, reasonsOf } from './reason.ts';

const READS_AT_ONCE = 32;

export interface PreviewedObject {
  readonly id: string;
  readonly kind: ObjectKind;
  readonly displayName: string | null;
  readonly userPrincipalName: string | null;
  readonly userType: string | null;
  readonly accountEnabled: boolean | null;
  readonly reason: Reason;
}

/** Describes objects of a preview. */
export async function describing(
  context: Context,
  preview: Pick<Preview, 'groupId' | 'rule' | 'scope'>,
): Promise<(row: ObjectRow) => PreviewedObject> {
  const { groupId, rule, scope } = preview;
  const sources = await readSources(
    context,
    context.index.ruleOf(groupId ?? '', rule)?.memberOf ?? null,
  );
  const reasonOf = reasonsOf(rule);
  const now = context.clock.now();
  return (row) => {
    const seen = scopeOf(row) === scope ? ruleObjectOf(row) : null;
    const { attributes } = row;
    return {
      id: row.id,
      kind: row.kind,
      displayName: textOf(attributes.displayName),
      userPrincipalName: textOf(attributes.userPrincipalName),
      userType: textOf(attributes.userType),
      accountEnabled:
        typeof attributes.accountEnabled === 'boolean' ? attributes.accountEnabled : null,
      reason:
        sources === 'hidden'
          ? { text: rule, expressions: [] }
          : reasonOf(seen && inSources(seen, row.ordinal, sources), now),
    };
  };
}

/** The object with those of the named groups that it is in. */
function inSources(
  object: RuleObject,
  ordinal: number,
  sources: readonly StoredGroup[] | null,
): RuleObject {
  if (sources === null) return object;
  const of = sources.filter(({ members }) => members.has(ordinal));
  return { ...object, memberOf: of.map(({ meta }) => meta.id) };
}

/** Null: the rule names no groups. Whoever may not see the members of all of them is not told who is in which. */
async function readSources(
  context: Context,
  ids: readonly string[] | null,
): Promise<readonly StoredGroup[] | 'hidden' | null> {
  if (ids === null) return null;
  const groups = await mapAtOnce(ids, READS_AT_ONCE, (id) => context.groups.read(id));
  const living = groups
    .filter((group) => group !== null)
    .filter(({ meta }) => meta.deleted === null);
  for (const group of living) if (!(await seesMembers(context, group))) return 'hidden';
  return living;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
