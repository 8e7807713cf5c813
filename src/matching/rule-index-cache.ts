import type { CompiledRule } from '../rules/compile-rule.ts';
import { compileRule } from '../rules/compile-rule.ts';
import { validateRule } from '../rules/validate-rule.ts';
import { type IndexedGroup, LinearRuleIndex, type RuleIndex } from './rule-index.ts';
import type { RuleRow } from './rule-row.ts';

/** Where the rows come from; src/membership/ports.ts `RuleStore` is one. */
export interface RuleSource {
  readEpoch(): Promise<number>;
  readSince(epoch: number): Promise<readonly RuleRow[]>;
}

/** This instance's index of rules, brought up to date by reading what is newer than what it has. */
export class RuleIndexCache {
  readonly #source: RuleSource;
  readonly #groups = new Map<string, IndexedGroup>();
  readonly #index = new LinearRuleIndex(this.#groups);
  #epoch = 0;

  constructor(source: RuleSource) {
    this.#source = source;
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
    const epoch = await this.#source.readEpoch();
    if (epoch <= this.#epoch) return this.#index;
    for (const row of await this.#source.readSince(this.#epoch)) this.#take(row);
    this.#epoch = Math.max(this.#epoch, epoch);
    return this.#index;
  }

  /** A group's rule as its `meta` has it, compiled; taken from the index where that has the same text. Null: none, or unreadable. */
  ruleOf(groupId: string, text: string | null): CompiledRule | null {
    const known = this.#groups.get(groupId);
    return known !== undefined && known.row.rule === text ? known.rule : readRule(text);
  }

  #take(row: RuleRow): void {
    const known = this.#groups.get(row.groupId);
    if (known !== undefined && known.row.epoch >= row.epoch) return;
    const rule =
      known !== undefined && known.row.rule === row.rule ? known.rule : readRule(row.rule);
    this.#groups.set(row.groupId, { row, rule });
  }
}

/** Compiles a stored rule; null when there is none or this version cannot read it. */
function readRule(text: string | null): CompiledRule | null {
  if (text === null) return null;
  const validation = validateRule(text);
  return validation.valid ? compileRule(validation) : null;
}
