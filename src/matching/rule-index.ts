/**
 * Which groups can an object's change touch? The interface of every index, and the linear one: it asks each rule in turn,
 * which makes it slow for many rules and plainly right, so it is the oracle of any faster index.
 */

import { isPausedByAll, type PauseAll } from '../directory/rule-control.ts';
import type { RuleObject, RuleScope } from '../directory/rule-object.ts';
import type { RuleRow } from '../directory/rule-row.ts';
import type { CompiledRule } from '../rules/compile-rule.ts';

/** A state of an object as rules see it; null while it does not exist. */
export type RuleVariant = RuleObject | null;

/** What is known of an object's unsettled changes. */
export interface ObjectChange {
  readonly scope: RuleScope;
  /** The present first, then earlier states. */
  readonly variants: readonly RuleVariant[];
  /** Rule names of the attributes in which the variants differ; `all`: unknown, any may have changed. */
  readonly changed: ReadonlySet<string> | 'all';
  readonly now: Date;
}

/** A group's row with its rule compiled; `rule` is null for assigned, deleted and unreadable ones. */
export interface IndexedGroup {
  readonly row: RuleRow;
  readonly rule: CompiledRule | null;
}

/** Answers, from the rules as the projection has them, which groups are concerned. All ids are those of groups, lower case. */
export interface RuleIndex {
  group(id: string): IndexedGroup | null;
  /**
   * Ids of the groups that have to be looked at: the verdict differs between two variants, or may have (`all`), or the
   * rule reads the clock and mentions a changed attribute. memberOf rules are never among them: they follow other groups.
   */
  touchedBy(change: ObjectChange): readonly string[];
  /** Whether any rule could care: it mentions a changed attribute, or the object began or ceased to exist. */
  mentions(change: Omit<ObjectChange, 'now'>): boolean;
  /** Ids of the groups whose rule selects the object now. */
  selecting(scope: RuleScope, object: RuleObject, now: Date): readonly string[];
  /** Ids of the memberOf groups that name one of some groups. */
  dependentsOf(ids: ReadonlySet<string>): readonly string[];
  /** Ids of the groups that a deleted object must be taken out of by hand: paused, waiting for a run or a decision, following others, or deleted themselves for a while. */
  looseGroups(): readonly string[];
  /** Every group. */
  groups(): Iterable<IndexedGroup>;
}

/** The index that asks every rule. Live: it reads the map it was given, which its owner keeps up to date. */
export class LinearRuleIndex implements RuleIndex {
  readonly #groups: ReadonlyMap<string, IndexedGroup>;
  readonly #pauseAll: () => PauseAll | null;

  constructor(
    groups: ReadonlyMap<string, IndexedGroup>,
    pauseAll: () => PauseAll | null = () => null,
  ) {
    this.#groups = groups;
    this.#pauseAll = pauseAll;
  }

  group(id: string): IndexedGroup | null {
    return this.#groups.get(id) ?? null;
  }

  touchedBy(change: ObjectChange): readonly string[] {
    return this.#idsWhere(({ rule }) => rule !== null && isTouched(rule, change));
  }

  mentions(change: Omit<ObjectChange, 'now'>): boolean {
    for (const { rule } of this.#groups.values()) {
      if (
        rule !== null &&
        rule.memberOf === null &&
        rule.scope === change.scope &&
        concerns(rule, change)
      )
        return true;
    }
    return false;
  }

  selecting(scope: RuleScope, object: RuleObject, now: Date): readonly string[] {
    return this.#idsWhere(
      ({ rule }) =>
        rule !== null &&
        rule.scope === scope &&
        rule.memberOf === null &&
        rule.evaluate(object, now),
    );
  }

  dependentsOf(ids: ReadonlySet<string>): readonly string[] {
    return this.#idsWhere(({ rule }) => rule?.memberOf?.some((id) => ids.has(id)) ?? false);
  }

  looseGroups(): readonly string[] {
    return looseAmong(this.#groups, this.#pauseAll());
  }

  groups(): Iterable<IndexedGroup> {
    return this.#groups.values();
  }

  #idsWhere(test: (group: IndexedGroup) => boolean): readonly string[] {
    const ids: string[] = [];
    for (const [id, group] of this.#groups) if (test(group)) ids.push(id);
    return ids;
  }
}

/** `RuleIndex.looseGroups` of these groups. */
export function looseAmong(
  groups: ReadonlyMap<string, IndexedGroup>,
  pause: PauseAll | null,
): readonly string[] {
  const ids: string[] = [];
  for (const [id, group] of groups) if (isLoose(group, pause)) ids.push(id);
  return ids;
}

function isLoose({ row, rule }: IndexedGroup, pause: PauseAll | null): boolean {
  if (row.kind !== 'dynamic') return false;
  if (row.deleted) return row.isKept === true;
  return (
    row.state === 'Paused' ||
    mayHaveBeenPaused(pause, row) ||
    row.ver !== row.membersVer ||
    rule === null ||
    rule.memberOf !== null
  );
}

/** Paused with all others, or perhaps until just now: its projection does not tell of the version it got at the end. */
function mayHaveBeenPaused(pause: PauseAll | null, row: RuleRow): boolean {
  if (isPausedByAll(pause, row.groupId)) return true;
  return pause?.endedAtEpoch != null && row.epoch <= pause.endedAtEpoch;
}

/** Whether a group with this rule has to be looked at; see `RuleIndex.touchedBy`. */
export function isTouched(rule: CompiledRule, change: ObjectChange): boolean {
  if (rule.scope !== change.scope || rule.memberOf !== null || !concerns(rule, change))
    return false;
  if (change.changed === 'all' || rule.usesClock) return true;
  const verdicts = change.variants.map(
    (variant) => variant !== null && rule.evaluate(variant, change.now),
  );
  return verdicts.some((verdict) => verdict !== verdicts[0]);
}

function concerns(rule: CompiledRule, change: Omit<ObjectChange, 'now'>): boolean {
  const { changed } = change;
  if (changed === 'all' || beganOrCeased(change)) return true;
  for (const name of rule.mentions) if (changed.has(name)) return true;
  return false;
}

/** Whether the object exists in one state and not in another. */
export function beganOrCeased({ variants }: Pick<ObjectChange, 'variants'>): boolean {
  return variants.some((variant) => (variant === null) !== (variants[0] === null));
}
