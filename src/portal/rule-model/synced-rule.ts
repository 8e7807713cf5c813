/** One rule in two views: its text, and the drawing of the last text that could be read. */
import { parseRule } from '../../language/parse-rule.ts';
import type { NestedNode } from '../../rules/nested-builder.ts';
import { EMPTY_DRAWING } from './drawing-paths.ts';
import { drawWritten, printDrawing, type Wording } from './written-drawing.ts';

/** The rule as both views show it. */
export interface SyncedRule {
  readonly text: string;
  readonly root: NestedNode;
  readonly wording: Wording;
  /** Whether the drawing is of this text; else the text can't be read, and the drawing is the last good one. */
  readonly isDrawn: boolean;
}

/** The rule after its text has become this; `before` gives the drawing to keep where the text can't be read. */
export function withText(text: string, before?: SyncedRule): SyncedRule {
  if (text.trim() === '') {
    return { text, root: EMPTY_DRAWING, wording: new WeakMap(), isDrawn: true };
  }
  const { ast } = parseRule(text);
  if (ast !== null) return { text, ...drawWritten(ast, text), isDrawn: true };
  const { root = EMPTY_DRAWING, wording = new WeakMap() } = before ?? {};
  return { text, root, wording, isDrawn: false };
}

/** The rule after its drawing has been changed. An unchanged drawing leaves the text alone. */
export function withDrawing(before: SyncedRule, root: NestedNode): SyncedRule {
  if (root === before.root) return before;
  return { ...before, text: printDrawing(root, before.wording), root, isDrawn: true };
}
