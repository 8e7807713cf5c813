/** The engine of the rule language for other programs: `import { validateRule } from 'muster/rules'`. Works in a browser. */
export type { RuleObject, RulePlan, RuleScope, RuleValue } from '../directory/rule-object.ts';
export type { Ast } from '../language/ast.ts';
export { fromBuilder, toBuilder } from './builder.ts';
export type { BuilderOperator, BuilderReason, BuilderRow, BuilderView } from './builder-row.ts';
export { type EvaluationContext, evaluate } from './evaluate.ts';
export { type Details, explain, type LeafDetails, type NodeDetails } from './explain.ts';
export type { RuleError } from './rule-error.ts';
export { type ValidateOptions, type Validation, validateRule } from './validate-rule.ts';
export type { Warning } from './warning.ts';
