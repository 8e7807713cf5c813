/** What a rule must pass before it is saved with a group: the language, and the limits of groups (rules-spec.md 8). */

import { accessDenied } from '../access/denied.ts';
import { invalidRule } from '../contract/rule-fault.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { Context } from '../membership/context.ts';
import { failIfUnregistered } from '../objects/extension-rules.ts';
import { compileRule } from '../rules/compile-rule.ts';
import { type Validation, validateRule } from '../rules/validate-rule.ts';
import type { RequestError } from '../util/errors.ts';
import { seesMembersOf } from './hidden-members.ts';

const MAXIMUM_DYNAMIC_GROUPS = 15_000;
const MAXIMUM_MEMBEROF_GROUPS = 500;

export interface RuleOfGroup {
  readonly id: string;
  readonly rule: string;
  readonly unified: boolean;
  /**
   * Whether whoever asks writes the rule down: he has to be able to see the members of the groups it names, and it has to
   * be within the limits of memberOf rules.
   */
  readonly isNew: boolean;
  /** Whether the group becomes dynamic with it, and so counts towards the limit of a tenant. */
  readonly becomesDynamic: boolean;
}

/** Throws 400 with every fault of the rule, or with the limit it breaks. */
export async function checkRule(context: Context, group: RuleOfGroup): Promise<void> {
  const validation = await validateHere(context, group.rule);
  if (!validation.valid) throw invalidRule(validation.errors);
  const rule = compileRule(validation);
  if (group.unified && rule.scope === 'device') {
    throw groupFault(
      'DEVICE_RULE_IN_M365_GROUP',
      'A Microsoft 365 group can have users only; this rule selects devices.',
    );
  }
  await context.index.refresh();
  if (group.becomesDynamic) checkTenantLimit(context);
  // A rule that stands already is not undone by a group that came to follow this one: that group's status says so.
  if (rule.memberOf === null || !group.isNew) return;
  await checkSourcesSeen(context, rule.memberOf);
  await checkSources(context, group.id, rule.memberOf);
}

/** Checks a rule against the language, and the extension properties that are registered. */
export async function validateHere(context: Context, rule: string): Promise<Validation> {
  const extensions = await context.applications.listExtensions();
  const registered = extensions.filter(
    ({ targetObjects, isMultiValued }) => targetObjects.includes('User') && !isMultiValued,
  );
  return validateRule(rule, { extensionProperties: registered.map(({ name }) => name) });
}

/** After a save: a property the rule names may have been deleted since the rule was checked. */
export async function recheckExtensions(context: Context, meta: GroupMeta): Promise<void> {
  if (meta.rule?.toLowerCase().includes('extension_')) await failIfUnregistered(context, meta.id);
}

function checkTenantLimit(context: Context): void {
  let dynamic = 0;
  for (const { row } of context.index.current.groups())
    if (row.kind === 'dynamic' && !row.deleted) dynamic++;
  if (dynamic < MAXIMUM_DYNAMIC_GROUPS) return;
  throw groupFault(
    'DYNAMIC_GROUP_LIMIT',
    `There are ${dynamic} dynamic groups; at most 15,000 are allowed.`,
  );
}

/** Throws 403 for a group whose members whoever asks may not see: a rule would tell him of them. */
export async function checkSourcesSeen(
  context: Context,
  sources: readonly string[],
): Promise<void> {
  if (context.reader.seesAll) return;
  for (const id of sources) {
    const source = await context.groups.readMeta(id);
    if (source === null || (await seesMembersOf(context, source.value))) continue;
    const message = `The rule names group ${id}, whose members the caller may not see.`;
    throw accessDenied([{ code: 'MissingPermission', message }], context.by.importId !== null);
  }
}

async function checkSources(
  context: Context,
  groupId: string,
  sources: readonly string[],
): Promise<void> {
  const following = followers(context).filter((id) => id !== groupId);
  if (following.length >= MAXIMUM_MEMBEROF_GROUPS) {
    throw groupFault(
      'MEMBEROF_GROUP_LIMIT',
      `There are ${following.length} groups with a memberOf rule; at most 500 are allowed.`,
    );
  }
  const [dependent] = context.index.current.dependentsOf(new Set([groupId]));
  if (dependent !== undefined || sources.includes(groupId)) {
    throw groupFault(
      'MEMBEROF_SOURCE_IS_MEMBEROF',
      `Group ${dependent ?? groupId} follows this one with a memberOf rule; a group that is followed cannot have such a rule itself.`,
    );
  }
  for (const id of sources) {
    const source = await context.groups.readMeta(id);
    const rule =
      source === null || source.value.deleted !== null
        ? null
        : context.index.ruleOf(id, source.value.rule);
    if (rule?.memberOf)
      throw groupFault(
        'MEMBEROF_SOURCE_IS_MEMBEROF',
        `Group ${id} has a memberOf rule itself and cannot be named in one.`,
      );
  }
}

function followers(context: Context): readonly string[] {
  return [...context.index.current.groups()]
    .filter(({ rule }) => rule?.memberOf)
    .map(({ row }) => row.groupId);
}

function groupFault(code: string, message: string): RequestError {
  return invalidRule([{ code, message }]);
}
