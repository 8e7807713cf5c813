/** Groups by their rules, and every index over them. */
import type { RuleRow } from '../../src/directory/rule-row.ts';
import { AttributeRuleIndex } from '../../src/matching/attribute-rule-index.ts';
import {
  type IndexedGroup,
  LinearRuleIndex,
  type RuleIndex,
} from '../../src/matching/rule-index.ts';
import { compileRule } from '../../src/rules/compile-rule.ts';
import { validateRule } from '../../src/rules/validate-rule.ts';

/** The row of a group with this rule, as its projection has it when nothing is going on. */
export function rowOf(groupId: string, rule: string | null): RuleRow {
  return {
    groupId,
    kind: rule === null ? 'assigned' : 'dynamic',
    rule,
    state: 'On',
    edit: 1,
    ver: 1,
    membersVer: 1,
    deleted: false,
    epoch: 1,
  };
}

/** An index whose rules can be changed. */
export class ChangingIndex {
  readonly groups = new Map<string, IndexedGroup>();
  readonly linear: RuleIndex = new LinearRuleIndex(this.groups);
  readonly attribute = new AttributeRuleIndex(this.groups);

  /** `null` takes the group's rule away. Throws for a rule that is not valid. */
  put(id: string, text: string | null, row: Partial<RuleRow> = {}): void {
    const validation = text === null ? null : validateRule(text);
    if (validation !== null && !validation.valid)
      throw new Error(`${text}: ${JSON.stringify(validation.errors)}`);
    const rule = validation === null ? null : compileRule(validation);
    this.groups.set(id, { row: { ...rowOf(id, text), ...row }, rule });
    this.attribute.changed(id, validation?.ast ?? null);
  }
}
