/** From the body of a group's create or update to what the use cases want, with Graph's rules about kinds of group. */
import { GROUP } from '../contract/group-type.ts';
import type { GraphVersion } from '../contract/property.ts';
import { checkObjectSize, readProperties } from '../contract/read-properties.ts';
import { type OwnerReference, readObjectIds, readOwnerReferences } from '../contract/reference.ts';
import type { AttributePatch, Json } from '../directory/attributes.ts';
import type { GroupMeta, GroupResource, ProcessingState } from '../directory/group-meta.ts';
import { type GroupChange, uniqueNameFixed } from '../groups/change-group.ts';
import type { GroupDraft } from '../groups/create-group.ts';
import type { JsonObject } from '../http/read-body.ts';
import { badRequest, type RequestError } from '../util/errors.ts';

/** References that can be added at creation, and in one PATCH (graph-spec.md 15). */
const BIND_LIMIT = 20;

/** A new group from the body of a POST. Throws RequestError 400. */
export function readGroupDraft(body: JsonObject, version: GraphVersion): GroupDraft {
  const { values, binds } = readProperties(GROUP, body, { version, purpose: 'create' });
  const types = typesOf(values) ?? { unified: false, dynamic: false };
  const resource = draftResource(values, types.unified);
  checkObjectSize(GROUP.name, { ...resource });
  const rule = textOf(values.membershipRule);
  if (types.dynamic && rule === null) throw ruleRequired();
  if (!types.dynamic && rule !== null) throw ruleNeedsType();
  const id = textOf(values.id);
  return {
    ...(id !== null && { id }),
    resource,
    kind: types.dynamic ? 'dynamic' : 'assigned',
    rule,
    state: stateOf(values) ?? 'On',
    ...draftReferences(binds),
  };
}

/**
 * A change from the body of a PATCH. `current`: the group as it is, for rules about what may stand beside what. Throws
 * RequestError 400.
 */
export function readGroupChange(
  body: JsonObject,
  version: GraphVersion,
  current: GroupMeta,
): GroupChange {
  const { values, binds } = readProperties(GROUP, body, { version, purpose: 'change' });
  if (values.uniqueName === null && current.resource.uniqueName !== undefined)
    throw uniqueNameFixed();
  const types = typesOf(values);
  const resource = changedResource(values, types?.unified ?? current.resource.unified);
  const state = stateOf(values);
  const { members, owners } = referencesOf(binds);
  return {
    ...(Object.keys(resource).length > 0 && { resource }),
    ...(types !== null && { kind: types.dynamic ? ('dynamic' as const) : ('assigned' as const) }),
    ...('membershipRule' in values && { rule: textOf(values.membershipRule) }),
    // A state beside `groupTypes: []` is let through: Microsoft's own script sends one (graph-spec.md 4.2).
    ...(state !== null && { state }),
    ...(members !== undefined && { addMembers: members }),
    ...(owners !== undefined && { addOwners: owners }),
  };
}

function draftResource(values: AttributePatch, unified: boolean): GroupDraft['resource'] {
  const options = values.resourceBehaviorOptions;
  return {
    displayName: textOf(values.displayName) ?? '',
    description: textOf(values.description),
    mailEnabled: values.mailEnabled === true,
    mailNickname: textOf(values.mailNickname) ?? '',
    securityEnabled: values.securityEnabled === true,
    unified,
    visibility: textOf(values.visibility) ?? (unified ? 'Public' : null),
    classification: textOf(values.classification),
    preferredLanguage: textOf(values.preferredLanguage),
    theme: textOf(values.theme),
    resourceBehaviorOptions: Array.isArray(options) ? options.map(String) : [],
    ...uniqueNameIn(values),
  };
}

function changedResource(values: AttributePatch, unified: boolean): Partial<GroupResource> {
  const { displayName, mailNickname, mailEnabled, securityEnabled, visibility } = values;
  return {
    ...(typeof displayName === 'string' && { displayName }),
    ...(typeof mailNickname === 'string' && { mailNickname }),
    ...(typeof mailEnabled === 'boolean' && { mailEnabled }),
    ...(typeof securityEnabled === 'boolean' && { securityEnabled }),
    ...('groupTypes' in values && { unified }),
    ...(visibility !== undefined && {
      visibility: textOf(visibility) ?? (unified ? 'Public' : null),
    }),
    ...clearable(values, 'description'),
    ...clearable(values, 'classification'),
    ...clearable(values, 'preferredLanguage'),
    ...clearable(values, 'theme'),
    ...uniqueNameIn(values),
  };
}

/** It cannot be cleared: none is none, as it was. */
function uniqueNameIn({ uniqueName }: AttributePatch): Pick<GroupResource, 'uniqueName'> {
  return typeof uniqueName === 'string' ? { uniqueName } : {};
}

function clearable(
  values: AttributePatch,
  name: 'description' | 'classification' | 'preferredLanguage' | 'theme',
): Partial<GroupResource> {
  return name in values ? { [name]: textOf(values[name]) } : {};
}

function typesOf(
  values: AttributePatch,
): { readonly unified: boolean; readonly dynamic: boolean } | null {
  if (!('groupTypes' in values)) return null;
  const types = values.groupTypes ?? [];
  const names: readonly Json[] = Array.isArray(types) ? types : [];
  return { unified: names.includes('Unified'), dynamic: names.includes('DynamicMembership') };
}

function stateOf(values: AttributePatch): ProcessingState | null {
  const state = values.membershipRuleProcessingState;
  return state === 'On' || state === 'Paused' ? state : null;
}

/** Graph's limit at creation is for both together. */
function draftReferences(
  binds: Readonly<Record<string, unknown>>,
): Pick<GroupDraft, 'members' | 'owners'> {
  const { members = [], owners = [] } = referencesOf(binds);
  if (members.length + owners.length > BIND_LIMIT)
    throw badRequest(`At most ${BIND_LIMIT} references can be added at once.`);
  return { members, owners };
}

function referencesOf(binds: Readonly<Record<string, unknown>>): References {
  const { members, owners, ...others } = binds;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw badRequest(`Invalid property '${unknown.slice(0, 128)}@odata.bind'.`);
  return {
    ...(members !== undefined && { members: readObjectIds(members, BIND_LIMIT) }),
    ...(owners !== undefined && { owners: readOwnerReferences(owners, BIND_LIMIT) }),
  };
}

interface References {
  readonly members?: readonly string[];
  readonly owners?: readonly OwnerReference[];
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function ruleRequired(): RequestError {
  return badRequest("A value is required for property 'membershipRule' of resource 'Group'.");
}

function ruleNeedsType(): RequestError {
  return badRequest("membershipRule needs 'DynamicMembership' in groupTypes.");
}
