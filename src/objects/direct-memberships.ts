/**
 * Whether an object is a direct member of a group. Assigned groups stand on its row; of a dynamic one the rule says it, except
 * where members are not what the rule says at present (paused, waiting, failed) or follow other groups: there the stored
 * members say it. What the index of rules knows for certain costs no request.
 */
import { type GroupMeta, isFrozen } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import { CHUNK_SIZE } from '../directory/ordinal.ts';
import type { RuleObject } from '../directory/rule-object.ts';
import type { RuleIndex } from '../matching/rule-index.ts';
import type { Context } from '../membership/context.ts';
import { ruleObjectOf, scopeOf } from '../membership/object-change.ts';
import { isPaused } from '../membership/pausing.ts';
import type { StoredGroup } from '../ports/ports.ts';
import type { CompiledRule } from '../rules/compile-rule.ts';

/** Announced groups that are read although nothing else points to them. */
const MOST_ANNOUNCED = 100;

/** A group that an object is a member of; `meta` where it had to be read. */
export interface Membership {
  readonly id: string;
  readonly meta: GroupMeta | null;
}

/** What decides about direct memberships, read once for any number of objects. */
export class MembershipView {
  readonly context: Context;
  readonly index: RuleIndex;
  /** Groups whose members are not what their rule says, as far as the index knows. */
  readonly loose: ReadonlySet<string>;
  /** Groups that were changed, and that the index may know too little of. */
  readonly announced: ReadonlySet<string>;
  readonly #read = new Map<string, Promise<StoredGroup | null>>();

  private constructor(context: Context, announced: ReadonlySet<string>) {
    this.context = context;
    this.index = context.index.current;
    this.loose = new Set(this.index.looseGroups());
    this.announced = announced;
  }

  /**
   * What is announced is read before the index: a group that is changed is announced until the index can know of it, so
   * none is overlooked in between.
   */
  static async open(context: Context): Promise<MembershipView> {
    const pending = await context.pending.list();
    await context.index.refresh();
    return new MembershipView(context, new Set(pending.map(({ groupId }) => groupId)));
  }

  of(object: ObjectRow): DirectMemberships {
    return new DirectMemberships(this, object);
  }

  /** Whether it is known without a request that a group can't have groups in it: a dynamic one that follows its rule. */
  isPlain(id: string): boolean {
    const isDynamic = this.index.group(id)?.row.kind === 'dynamic';
    return isDynamic && !this.loose.has(id) && !this.announced.has(id);
  }

  /** A group with the members of the chunk of an ordinal, read once. */
  read(id: string, ordinal: number): Promise<StoredGroup | null> {
    const chunk = Math.floor(ordinal / CHUNK_SIZE);
    const key = `${id} ${chunk}`;
    const reading = this.#read.get(key) ?? this.context.groups.readChunk(id, chunk);
    this.#read.set(key, reading);
    return reading;
  }
}

/** The direct memberships of one object. */
export class DirectMemberships {
  readonly #view: MembershipView;
  readonly #object: ObjectRow;
  readonly #seen: RuleObject | null;

  constructor(view: MembershipView, object: ObjectRow) {
    this.#view = view;
    this.#object = object;
    this.#seen = ruleObjectOf(object);
  }

  /**
   * The groups that may have the object. While very many are announced, one of them that was paused since may be missing,
   * when its rule no longer selects the object.
   */
  candidates(): readonly string[] {
    const { context, index, loose, announced } = this.#view;
    const scope = scopeOf(this.#object);
    const selecting =
      scope === null || this.#seen === null
        ? []
        : index.selecting(scope, this.#seen, context.clock.now());
    return [
      ...new Set([
        ...selecting,
        ...(scope === null ? [] : loose),
        ...[...announced].slice(0, MOST_ANNOUNCED),
        ...Object.keys(this.#object.assignedTo),
      ]),
    ];
  }

  /** The object's membership in a group (id in lower case); null when it is no member, or there is no such group. */
  async find(id: string): Promise<Membership | null> {
    if (!this.#isUncertain(id)) {
      const rule = this.#view.index.group(id)?.rule ?? null;
      // An assigned group that has it stands on its row, or is announced until it does.
      return rule !== null && this.#selects(rule) ? { id, meta: null } : null;
    }
    const group = await this.#view.read(id, this.#object.ordinal);
    if (group === null || group.meta.deleted !== null) return null;
    const rule = this.#decidingRule(group.meta);
    const isMember = rule === null ? group.members.has(this.#object.ordinal) : this.#selects(rule);
    return isMember ? { id, meta: group.meta } : null;
  }

  #isUncertain(id: string): boolean {
    const { loose, announced } = this.#view;
    return loose.has(id) || announced.has(id) || Object.hasOwn(this.#object.assignedTo, id);
  }

  /** The rule, where the members are what it says. */
  #decidingRule(meta: GroupMeta): CompiledRule | null {
    const { context } = this.#view;
    if (meta.kind !== 'dynamic' || isPaused(context, meta) || isFrozen(meta)) return null;
    const rule = context.index.ruleOf(meta.id, meta.rule);
    return rule?.memberOf === null ? rule : null;
  }

  #selects(rule: CompiledRule): boolean {
    if (this.#seen === null || rule.scope !== scopeOf(this.#object)) return false;
    return rule.evaluate(this.#seen, this.#view.context.clock.now());
  }
}
