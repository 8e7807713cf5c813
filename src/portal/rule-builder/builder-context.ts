/** What every part of the builder needs: the whole drawing, how to change it, and what may be chosen. */
import { createContext, useContext } from 'react';
import type { RuleScope } from '../../directory/rule-object.ts';
import type { NestedNode } from '../../rules/nested-builder.ts';
import type { Path } from '../rule-model/drawing-paths.ts';

export interface BuilderState {
  readonly root: NestedNode;
  readonly scope: RuleScope;
  readonly extensionProperties: readonly string[];
  readonly isReadOnly: boolean;
  /** Changes the drawing; focus then goes to the part at `focus`, or stays. */
  readonly change: (root: NestedNode, focus?: Path) => void;
}

const BuilderOfRule = createContext<BuilderState | null>(null);

export const BuilderProvider = BuilderOfRule.Provider;

export function useBuilder(): BuilderState {
  const state = useContext(BuilderOfRule);
  if (state === null) throw new Error('There is no builder above this component.');
  return state;
}
