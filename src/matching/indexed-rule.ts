import type { CompiledRule } from '../rules/compile-rule.ts';
import type { NormalForm } from './normal-form.ts';

/** A group's rule with its form in numbers. */
export interface IndexedRule {
  readonly id: string;
  readonly rule: CompiledRule;
  readonly form: NormalForm;
}
