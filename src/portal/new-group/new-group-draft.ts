/** What is typed into New group, what is wrong with it, and the group it makes. */
import type { MembershipType } from '../data/group.ts';
import type { NamedObject } from '../rule-builder/directory-values.ts';

export interface GuardFields {
  readonly removalsShare: string;
  readonly removalsCount: string;
  readonly additionsShare: string;
  readonly additionsCount: string;
}

export interface NewGroupDraft {
  /** Given from here, so that pressing Create once more makes no second group. */
  readonly id: string;
  readonly isUnified: boolean;
  readonly name: string;
  /** Null: made from the name. */
  readonly nickname: string | null;
  readonly description: string;
  readonly canHaveRoles: boolean;
  readonly membership: MembershipType;
  readonly owners: readonly NamedObject[];
  readonly members: readonly NamedObject[];
  readonly rule: string;
  /** The dynamic query while it is being edited; null: it is not. */
  readonly query: string | null;
  readonly hasWelcomeMail: boolean;
  readonly guard: GuardFields;
}

const NO_GUARD: GuardFields = {
  removalsShare: '',
  removalsCount: '',
  additionsShare: '',
  additionsCount: '',
};

export function emptyDraft(): NewGroupDraft {
  return {
    id: crypto.randomUUID(),
    isUnified: false,
    name: '',
    nickname: null,
    description: '',
    canHaveRoles: false,
    membership: 'assigned',
    owners: [],
    members: [],
    rule: '',
    query: null,
    hasWelcomeMail: true,
    guard: NO_GUARD,
  };
}

/** The fields that can be wrong, in the order of the page. */
export type FieldName = 'name' | 'nickname' | 'roles' | 'people' | 'rule' | 'guard';

export interface FieldProblem {
  readonly field: FieldName;
  /** The key of its text. */
  readonly text: string;
}

const MOST_LETTERS = 256;
const NICKNAME = /^[!-~]{1,64}$/;
const NOT_IN_NICKNAME = /[@()\\[\]";:.<>,]/;
/** As many people as one request can name. */
const MOST_PEOPLE = 20;

/** `isRuleValid`: what the engine said of the rule. Code points are counted, not letters as a machine stores them. */
export function problemsOf(draft: NewGroupDraft, isRuleValid: boolean): readonly FieldProblem[] {
  const { name, canHaveRoles, membership, rule, owners, members } = draft;
  const isDynamic = membership !== 'assigned';
  const people = owners.length + (isDynamic ? 0 : members.length);
  const found: readonly (FieldProblem | false)[] = [
    name.trim() === '' && { field: 'name', text: 'newGroup.problem.noName' },
    /^\s/.test(name) && name.trim() !== '' && { field: 'name', text: 'newGroup.problem.space' },
    [...name].length > MOST_LETTERS && { field: 'name', text: 'newGroup.problem.longName' },
    !isNickname(nicknameOf(draft)) && { field: 'nickname', text: 'newGroup.problem.nickname' },
    canHaveRoles && { field: 'roles', text: 'newGroup.problem.roles' },
    people > MOST_PEOPLE && { field: 'people', text: 'newGroup.problem.people' },
    isDynamic && rule.trim() === '' && { field: 'rule', text: 'newGroup.problem.noRule' },
    isDynamic &&
      rule.trim() !== '' &&
      !isRuleValid && { field: 'rule', text: 'newGroup.problem.rule' },
    !Object.values(draft.guard).every(isLimit) && {
      field: 'guard',
      text: 'newGroup.problem.guard',
    },
  ];
  return found.filter((one) => one !== false);
}

export function nicknameOf(draft: Pick<NewGroupDraft, 'nickname' | 'name' | 'id'>): string {
  if (draft.nickname !== null) return draft.nickname;
  const latin = draft.name.normalize('NFD').replace(/[^A-Za-z0-9_-]/g, '');
  return latin === '' ? `group-${draft.id.slice(0, 8)}` : latin.slice(0, 64);
}

function isNickname(text: string): boolean {
  return NICKNAME.test(text) && !NOT_IN_NICKNAME.test(text);
}

function isLimit(text: string): boolean {
  return text.trim() === '' || /^\d{1,7}$/.test(text.trim());
}

/** The body of POST /v1.0/groups. */
export function groupBody(draft: NewGroupDraft, isPaused: boolean): Record<string, unknown> {
  const isDynamic = draft.membership !== 'assigned';
  return {
    id: draft.id,
    displayName: draft.name.trimEnd(),
    ...(draft.description.trim() !== '' && { description: draft.description.trim() }),
    mailNickname: nicknameOf(draft),
    mailEnabled: draft.isUnified,
    securityEnabled: !draft.isUnified,
    groupTypes: [
      ...(draft.isUnified ? ['Unified'] : []),
      ...(isDynamic ? ['DynamicMembership'] : []),
    ],
    ...(isDynamic && {
      membershipRule: draft.rule,
      membershipRuleProcessingState: isPaused ? 'Paused' : 'On',
    }),
    ...(draft.isUnified &&
      !draft.hasWelcomeMail && { resourceBehaviorOptions: ['WelcomeEmailDisabled'] }),
    ...references('owners', 'users', draft.owners),
    ...(!isDynamic && references('members', 'directoryObjects', draft.members)),
  };
}

function references(
  name: string,
  collection: string,
  objects: readonly NamedObject[],
): Record<string, readonly string[]> {
  if (objects.length === 0) return {};
  const base = 'https://graph.microsoft.com/v1.0';
  return { [`${name}@odata.bind`]: objects.map(({ id }) => `${base}/${collection}/${id}`) };
}

/** The guard of PATCH /muster/v1/groups/{id}; null: none was given. */
export function guardBody({ guard }: NewGroupDraft): Record<string, unknown> | null {
  if (Object.values(guard).every((text) => text.trim() === '')) return null;
  const { removalsShare, removalsCount, additionsShare, additionsCount } = guard;
  return {
    minimumSize: 0,
    removals: { share: numberIn(removalsShare), count: numberIn(removalsCount) },
    additions: { share: numberIn(additionsShare), count: numberIn(additionsCount) },
  };
}

function numberIn(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}
