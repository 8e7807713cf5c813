/** The lines of an import as they are worked on: read and checked as far as that goes without knowing what is stored. */
import type { Attributes } from '../directory/attributes.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { Guard } from '../directory/guard.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { GroupChange } from '../groups/change-group.ts';
import type { GroupDraft } from '../groups/create-group.ts';
import type { ObjectKey } from '../objects/find-object.ts';
import { isGuid } from '../util/ids.ts';

interface Line {
  /** In the part, counted from 1. */
  readonly line: number;
  /** Every unique name it mentions: two lines with one in common are applied one after the other. */
  readonly names: readonly string[];
}

/** A user or device. What its functions throw is a RequestError that says what is wrong with the line. */
export interface ObjectLine extends Line {
  readonly kind: RuleScope;
  readonly key: ObjectKey;
  /** The attributes of a new object, without its manager. */
  readonly create: () => Attributes;
  /** The attributes of the object as it then stands, its manager left as it is. */
  readonly edit: (row: ObjectRow) => Attributes;
  /** Id or userPrincipalName of the manager; null clears it, absent leaves it. */
  readonly manager?: string | null;
}

/** A group, by id or, a Microsoft 365 group, by mailNickname. */
export interface GroupLine extends Line {
  readonly kind: 'group';
  readonly key: { readonly name: 'id' | 'mailNickname'; readonly value: string };
  readonly create: () => GroupDraft;
  readonly change: (meta: GroupMeta) => GroupChange;
  /** Ids or userPrincipalNames of members to add. */
  readonly members: readonly string[];
  /** Ids or userPrincipalNames of owners to add, and `servicePrincipals/{id}`. */
  readonly owners: readonly string[];
  /** The group's own guard; null takes it away, absent leaves it. */
  readonly guard?: Guard | null;
}

/** The id of the service principal that an owner is said to be; null for a user. */
export function servicePrincipalOf(owner: string): string | null {
  const [, id = ''] = /^servicePrincipals\/(.*)$/i.exec(owner) ?? [];
  return isGuid(id) ? id.toLowerCase() : null;
}

/** A line that cannot be read. */
export interface FaultyLine {
  readonly line: number;
  readonly kind: 'faulty';
  readonly error: unknown;
}

export type ImportLine = ObjectLine | GroupLine | FaultyLine;

/**
 * Lines in as few rounds as it takes that no two of a round have a name in common, and lines with one in common come in
 * their order.
 */
export function inRounds<L extends Line>(lines: readonly L[]): readonly (readonly L[])[] {
  const last = new Map<string, number>();
  const rounds: L[][] = [];
  for (const line of lines) {
    const round = 1 + Math.max(-1, ...line.names.map((name) => last.get(name) ?? -1));
    for (const name of line.names) last.set(name, round);
    const some = rounds[round];
    if (some === undefined) rounds.push([line]);
    else some.push(line);
  }
  return rounds;
}
