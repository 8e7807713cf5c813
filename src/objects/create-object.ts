import type { Attributes } from '../directory/attributes.ts';
import { NO_HISTORY, type ObjectContent, type ObjectRow } from '../directory/object-row.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { Context } from '../membership/context.ts';
import type { LookupIndex } from '../membership/ports.ts';
import { recordCreation } from '../membership/record-change.ts';
import { alreadyExists } from '../util/errors.ts';
import { type Claim, claimName, freeName, nameOf } from './claim-name.ts';
import { findObject } from './find-object.ts';

export interface ObjectDraft {
  readonly kind: RuleScope;
  /** Graph's names; nulls left out. */
  readonly attributes: Attributes;
  /** A GUID that nobody has; a fresh one when absent. */
  readonly id?: string;
  /** Object id of an existing user. */
  readonly managerId?: string;
}

/** The unique names of a kind besides the id. */
export const UNIQUE_NAMES: Readonly<Record<RuleScope, LookupIndex>> = {
  user: 'userPrincipalName',
  device: 'deviceId',
};

/** Creates a user or device. Throws 400 when a unique name is taken, 404 when the manager is nobody. */
export async function createObject(context: Context, draft: ObjectDraft): Promise<ObjectRow> {
  const id = (draft.id ?? context.ids.guid()).toLowerCase();
  // Ids of users and devices are claimed below; those of groups are no claims.
  if (draft.id !== undefined && (await isGroup(context, id))) throw alreadyExists('id');
  const manager =
    draft.managerId === undefined
      ? null
      : await findObject(context, 'user', { name: 'id', value: draft.managerId });
  const attributes =
    manager === null ? draft.attributes : { ...draft.attributes, manager: manager.id };
  for (;;) {
    const created = await insert(context, { id, kind: draft.kind, attributes });
    if (created !== null) return created;
  }
}

async function isGroup(context: Context, id: string): Promise<boolean> {
  return (await context.groups.readMeta(id))?.value.deleted === null;
}

/** Null when the ordinal was fenced by somebody who took this creation for abandoned: it starts again with a new one. */
async function insert(
  context: Context,
  object: Pick<ObjectContent, 'id' | 'kind' | 'attributes'> & { readonly kind: RuleScope },
): Promise<ObjectRow | null> {
  const ordinal = await context.ordinals.next(object.kind);
  await claimAll(context, claimsOf(object, ordinal));
  const created = context.clock.now().toISOString();
  return recordCreation(context, {
    ...object,
    ordinal,
    created,
    deleted: null,
    undo: [],
    since: null,
    importId: null,
    assignedTo: {},
    history: NO_HISTORY,
  });
}

function claimsOf(
  object: Pick<ObjectContent, 'id' | 'attributes'> & { readonly kind: RuleScope },
  ordinal: number,
): readonly Claim[] {
  const index = UNIQUE_NAMES[object.kind];
  const name = nameOf(object, index);
  const own: Claim = { index: 'id', value: object.id, ordinal };
  return name === null ? [own] : [{ index, value: name, ordinal }, own];
}

async function claimAll(context: Context, claims: readonly Claim[]): Promise<void> {
  const made: Claim[] = [];
  try {
    for (const claim of claims) {
      await claimName(context, claim);
      made.push(claim);
    }
  } catch (error) {
    for (const claim of made) await freeName(context, claim);
    throw error;
  }
}
