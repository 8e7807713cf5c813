/** Which groups a search shows, and in which order. */
import { type GroupOverview, groupTypeOf, membershipTypeOf } from '../data/group.ts';
import { statusName } from '../shared/status.tsx';
import type { GroupsSearch, Sort } from './search.ts';

/** Words to sort by, as the reader sees them. */
export interface Words {
  readonly language: string;
  readonly status: (group: GroupOverview) => string;
  readonly type: (group: GroupOverview) => string;
  readonly membership: (group: GroupOverview) => string;
}

export function shownGroups(
  groups: readonly GroupOverview[],
  search: GroupsSearch,
  words: Words,
): readonly GroupOverview[] {
  const found = groups.filter((group) => fits(group, search) && matches(group, search));
  return sorted(found, search, words);
}

function fits(group: GroupOverview, { status, type, membership, property }: GroupsSearch): boolean {
  return (
    (status === undefined || statusName(group) === status) &&
    (type === undefined || groupTypeOf(group) === type) &&
    (membership === undefined || membershipTypeOf(group) === membership) &&
    (property === undefined || namesProperty(group.membershipRule, property))
  );
}

/** Letter case, accents and the characters between words make no difference; an object id has to be whole. */
function matches({ displayName, id, mail }: GroupOverview, { q, match }: GroupsSearch): boolean {
  if (q === undefined) return true;
  const wanted = plain(q);
  if (id === q.trim().toLowerCase()) return true;
  const texts = [displayName, ...(mail === null ? [] : [mail])].map(plain);
  return texts.some((text) =>
    match === 'startsWith' ? text.startsWith(wanted) : text.includes(wanted),
  );
}

const ACCENTS = /\p{M}/gu;

function plain(text: string): string {
  return text.normalize('NFD').replace(ACCENTS, '').toLowerCase().trim();
}

/** As a whole name: `city` is not in `velocity`; with or without `user.` before it. */
function namesProperty(rule: string | null, property: string): boolean {
  const name = property
    .trim()
    .replace(/^(?:user|device)\./i, '')
    .replace(/[^\w-]/g, '');
  if (name === '') return true;
  return new RegExp(`\\b(?:user|device)\\.${name}\\b`, 'i').test(rule ?? '');
}

type Comparison = (left: GroupOverview, right: GroupOverview) => number;

function sorted(
  groups: readonly GroupOverview[],
  { sort = 'name', descending, q }: GroupsSearch,
  words: Words,
): readonly GroupOverview[] {
  const collator = new Intl.Collator(words.language, { sensitivity: 'base', numeric: true });
  const byName: Comparison = (left, right) => collator.compare(left.displayName, right.displayName);
  const compare = comparison(sort, collator, words) ?? byName;
  const sign = descending ? -1 : 1;
  const exact = q?.trim().toLowerCase();
  return [...groups].sort(
    (left, right) =>
      Number(right.id === exact) - Number(left.id === exact) ||
      sign * compare(left, right) ||
      byName(left, right) ||
      (left.id < right.id ? -1 : 1),
  );
}

function comparison(sort: Sort, collator: Intl.Collator, words: Words): Comparison | null {
  const byText = (textOf: (group: GroupOverview) => string): Comparison => {
    return (left, right) => collator.compare(textOf(left), textOf(right));
  };
  switch (sort) {
    case 'name':
      return null;
    case 'status':
      return byText(words.status);
    case 'type':
      return byText(words.type);
    case 'membership':
      return byText(words.membership);
    case 'members':
      return (left, right) => left.memberCount - right.memberCount;
    case 'changed':
      return (left, right) => instantOf(left) - instantOf(right);
  }
}

/** What moves is the latest, what was never known the earliest. */
function instantOf({ lastMembershipChange }: GroupOverview): number {
  if (lastMembershipChange === 'In Progress') return Number.MAX_SAFE_INTEGER;
  return Date.parse(lastMembershipChange) || 0;
}
