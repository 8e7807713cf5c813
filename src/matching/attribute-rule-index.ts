/** The index that reaches rules through the attributes of an object, instead of asking each (docs/matching.md). */
import type { PauseAll } from '../directory/rule-control.ts';
import type { RuleObject, RuleScope } from '../directory/rule-object.ts';
import type { Ast } from '../language/ast.ts';
import { type IndexedGroup, looseAmong, type ObjectChange, type RuleIndex } from './rule-index.ts';
import { type IndexFigures, ScopeIndex } from './scope-index.ts';

/** Called between two slices of a build. */
export type Breathe = () => Promise<void>;

/** Reads the map it was given, as the linear index does; of a rule that changes there it has to be told. */
export class AttributeRuleIndex implements RuleIndex {
  readonly #groups: ReadonlyMap<string, IndexedGroup>;
  readonly #pauseAll: () => PauseAll | null;
  readonly #scopes: Readonly<Record<RuleScope, ScopeIndex>> = {
    user: new ScopeIndex(),
    device: new ScopeIndex(),
  };
  /** Groups with a memberOf rule, by the group they name. */
  readonly #followers = new Map<string, Set<string>>();
  /** What each of them names. */
  readonly #sources = new Map<string, readonly string[]>();

  constructor(
    groups: ReadonlyMap<string, IndexedGroup>,
    pauseAll: () => PauseAll | null = () => null,
  ) {
    this.#groups = groups;
    this.#pauseAll = pauseAll;
  }

  /** The rule of a group is another one, or there is none any longer; `ast` is the tree of the one in the map. */
  changed(id: string, ast: Ast | null): void {
    const rule = this.#groups.get(id)?.rule ?? null;
    this.#scopes.user.remove(id);
    this.#scopes.device.remove(id);
    this.#unfollow(id);
    if (rule === null || ast === null) return;
    if (rule.memberOf === null) this.#scopes[rule.scope].put(id, rule, ast);
    else this.#follow(id, rule.memberOf);
  }

  /** Builds what is due: without a pause, or with one after every slice. Rules that wait for it count already. */
  async build(breathe: Breathe | null = null): Promise<void> {
    for (const scope of Object.values(this.#scopes)) {
      if (!scope.isBuildDue) continue;
      const build = scope.build();
      while (!build.next().done) if (breathe !== null) await breathe();
    }
  }

  /** What can be measured, of the rules of each kind of object. */
  get figures(): Readonly<Record<RuleScope, IndexFigures>> {
    return { user: this.#scopes.user.figures, device: this.#scopes.device.figures };
  }

  group(id: string): IndexedGroup | null {
    return this.#groups.get(id) ?? null;
  }

  touchedBy(change: ObjectChange): readonly string[] {
    return this.#scopes[change.scope].touchedBy(change);
  }

  mentions(change: Omit<ObjectChange, 'now'>): boolean {
    return this.#scopes[change.scope].mentions(change);
  }

  selecting(scope: RuleScope, object: RuleObject, now: Date): readonly string[] {
    return this.#scopes[scope].selecting(object, now);
  }

  dependentsOf(ids: ReadonlySet<string>): readonly string[] {
    const found = new Set<string>();
    for (const id of ids) for (const follower of this.#followers.get(id) ?? []) found.add(follower);
    return [...found];
  }

  looseGroups(): readonly string[] {
    return looseAmong(this.#groups, this.#pauseAll());
  }

  groups(): Iterable<IndexedGroup> {
    return this.#groups.values();
  }

  #follow(id: string, sources: readonly string[]): void {
    this.#sources.set(id, sources);
    for (const source of sources) {
      const followers = this.#followers.get(source) ?? new Set<string>();
      this.#followers.set(source, followers.add(id));
    }
  }

  #unfollow(id: string): void {
    for (const source of this.#sources.get(id) ?? []) {
      const followers = this.#followers.get(source);
      followers?.delete(id);
      if (followers?.size === 0) this.#followers.delete(source);
    }
    this.#sources.delete(id);
  }
}
