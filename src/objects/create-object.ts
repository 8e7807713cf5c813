import type { Attributes } from '../directory/attributes.ts';
import { NO_HISTORY, type ObjectContent, type ObjectRow } from '../directory/object-row.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { Context } from '../membership/context.ts';
import { recordCreation } from '../membership/record-change.ts';
import type { LookupIndex } from '../ports/name-ports.ts';
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
  /** The import that creates it; absent: none. */
  readonly importId?: string;
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
    const ordinal = await context.ordinals.next(draft.kind);
    const created = await insert(
      context,
      newContent(context, { ...draft, id, ordinal, attributes }),
    );
    if (created !== null) return created;
  }
}

async function isGroup(context: Context, id: string): Promise<boolean> {
  return (await context.groups.readMeta(id))?.value.deleted === null;
}

/** A user or device that is about to be created. */
export interface NewObject {
  readonly kind: RuleScope;
  readonly id: string;
  readonly ordinal: number;
  /** With the manager's id. */
  readonly attributes: Attributes;
  readonly importId?: string;
}

/** The row of a new object. */
export function newContent(context: Context, object: NewObject): NewContent {
  const { kind, id, ordinal, attributes, importId = null } = object;
  const created = context.clock.now().toISOString();
  return {
    kind,
    id,
    ordinal,
    attributes,
    created,
    deleted: null,
    undo: [],
    since: null,
    importId,
    assignedTo: {},
    history: NO_HISTORY,
  };
}

type NewContent = ObjectContent & { readonly kind: RuleScope };

/** Null when the ordinal was fenced by somebody who took this creation for abandoned: it starts again with a new one. */
async function insert(context: Context, content: NewContent): Promise<ObjectRow | null> {
  await claimAll(context, claimsOf(content));
  return recordCreation(context, content);
}

function claimsOf(object: NewContent): readonly Claim[] {
  const { ordinal } = object;
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
