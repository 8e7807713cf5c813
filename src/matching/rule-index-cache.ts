import { DEFAULT_TENANT_GUARD } from '../directory/guard.ts';
import type { RuleControl } from '../directory/rule-control.ts';
import type { RuleRow } from '../directory/rule-row.ts';
import type { Ast } from '../language/ast.ts';
import type { CompiledRule } from '../rules/compile-rule.ts';
import { compileRule } from '../rules/compile-rule.ts';
import { validateRule } from '../rules/validate-rule.ts';
import type { Clock } from '../util/clock.ts';
import { AttributeRuleIndex, type Breathe } from './attribute-rule-index.ts';
import type { IndexedGroup, RuleIndex } from './rule-index.ts';

/** Where the rows come from; src/ports/ports.ts `RuleStore` is one. */
export interface RuleSource {
  readControl(): Promise<RuleControl>;
  readSince(epoch: number): Promise<readonly RuleRow[]>;
}

/** This instance's index of rules, brought up to date by reading what is newer than what it has. */
export class RuleIndexCache {
  readonly #source: RuleSource;
  readonly #clock: Clock;
  readonly #groups = new Map<string, IndexedGroup>();
  readonly #index = new AttributeRuleIndex(
    this.#groups,
    () => this.#control.pauseAll?.value ?? null,
  );
  #control: RuleControl = {
    epoch: 0,
    epochEtag: null,
    pauseAll: null,
    guard: DEFAULT_TENANT_GUARD,
    guardEtag: null,
  };
  #refreshed = Number.NEGATIVE_INFINITY;
  #epoch = 0;
  #breathe: Breathe | null = null;

  constructor(source: RuleSource, clock: Clock) {
    this.#source = source;
    this.#clock = clock;
  }

  /** From now on whoever else wants to do something is let go on after every slice of a build. */
  buildInSlices(breathe: Breathe): void {
    this.#breathe = breathe;
  }

  /** What concerns all groups, as last read. */
  get control(): RuleControl {
    return this.#control;
  }

  /** What can be measured of the index. */
  get figures(): AttributeRuleIndex['figures'] {
    return this.#index.figures;
  }

  /** The index as this instance last saw it; it may be behind. */
  get current(): RuleIndex {
    return this.#index;
  }

  /**
   * The index at the present epoch or later. The epoch is read before the rows: a row that is written in between is read
   * as well, and read again the next time, which does no harm (protocol.md 4, "an index is at the epoch read before").
   */
  async refresh(): Promise<RuleIndex> {
    const asked = this.#clock.now().getTime();
    this.#control = await this.#source.readControl();
    this.#refreshed = asked;
    const { epoch } = this.#control;
    if (epoch <= this.#epoch) return this.#index;
    for (const row of await this.#source.readSince(this.#epoch)) this.#take(row);
    this.#epoch = Math.max(this.#epoch, epoch);
    await this.#index.build(this.#breathe);
    return this.#index;
  }

  /** Refreshes before the next write of a long piece of work, so that a pause of all groups is heard of in the middle of it. */
  async refreshIfOlder(milliseconds: number): Promise<void> {
    const age = this.#clock.now().getTime() - this.#refreshed;
    if (age < 0 || age > milliseconds) await this.refresh();
  }

  /** A group's rule as its `meta` has it, compiled; taken from the index where that has the same text. Null: none, or unreadable. */
  ruleOf(groupId: string, text: string | null): CompiledRule | null {
    const known = this.#groups.get(groupId);
    return known !== undefined && known.row.rule === text
      ? known.rule
      : (readRule(text)?.rule ?? null);
  }

  #take(row: RuleRow): void {
    const known = this.#groups.get(row.groupId);
    if (known !== undefined && known.row.epoch >= row.epoch) return;
    if (known !== undefined && known.row.rule === row.rule) {
      this.#groups.set(row.groupId, { row, rule: known.rule });
      return;
    }
    const read = readRule(row.rule);
    this.#groups.set(row.groupId, { row, rule: read?.rule ?? null });
    this.#index.changed(row.groupId, read?.ast ?? null);
  }
}

/** Compiles a stored rule; null when there is none or this version cannot read it. */
function readRule(text: string | null): { readonly rule: CompiledRule; readonly ast: Ast } | null {
  if (text === null) return null;
  const validation = validateRule(text);
  return validation.valid ? { rule: compileRule(validation), ast: validation.ast } : null;
}
