/** Colours of a rule, from the tokens of its own language. */
import type { Extension, Range } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import { type RuleToken, tokensOf } from '../rule-model/rule-tokens.ts';

const MARKS = {
  property: Decoration.mark({ class: 'rule-property' }),
  operator: Decoration.mark({ class: 'rule-operator' }),
  connector: Decoration.mark({ class: 'rule-connector' }),
  text: Decoration.mark({ class: 'rule-text' }),
  constant: Decoration.mark({ class: 'rule-constant' }),
};

/** Colours for the whole text, worked out again at each change: a rule is short. */
export function highlightRule(): Extension {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;

      constructor(view: EditorView) {
        this.decorations = decorate(view);
      }

      update(update: ViewUpdate): void {
        if (update.docChanged) this.decorations = decorate(update.view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

function decorate(view: EditorView): DecorationSet {
  const ranges = tokensOf(view.state.doc.toString()).flatMap((token): Range<Decoration>[] => {
    const mark = markOf(token);
    return mark === null || token.end <= token.start ? [] : [mark.range(token.start, token.end)];
  });
  return Decoration.set(ranges);
}

function markOf(token: RuleToken): Decoration | null {
  switch (token.kind) {
    case 'reference':
      return MARKS.property;
    case 'operator':
      return token.operator.use === 'logic' ? MARKS.connector : MARKS.operator;
    case 'string':
      return MARKS.text;
    case 'boolean':
    case 'null':
    case 'number':
    case 'date':
    case 'now':
      return MARKS.constant;
    default:
      return null;
  }
}
