/** What the editor can do, put together from small parts. */
import { autocompletion, type CompletionSource, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import type { Diagnostic } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, type Tooltip } from '@codemirror/view';
import { completeRule } from '../rule-model/complete-rule.ts';
import { formatRule } from '../rule-model/format-rule.ts';
import { nextProblem, type Problem } from '../rule-model/rule-problems.ts';
import { tokensOf } from '../rule-model/rule-tokens.ts';
import { editorTheme } from './editor-theme.ts';
import { highlightRule } from './highlight.ts';
import { replaceText } from './replace-text.ts';
import type { EditorWords } from './words.ts';

/** What the editor asks the page for; read at each use, so that it is always the newest. */
export interface EditorPage {
  readonly words: EditorWords;
  readonly problems: readonly Problem[];
  readonly scope: 'user' | 'device';
  readonly extensionProperties: readonly string[];
  /** Says something to those who do not see the text. */
  readonly announce: (words: string) => void;
  /** Values of a property that the directory has. */
  readonly suggestValues: (property: string, typed: string) => Promise<readonly string[]>;
}

/** Everything but the text and whether it may be changed. `page` gives what is on the page now. */
export function ruleExtensions(page: () => EditorPage): readonly Extension[] {
  return [
    history(),
    bracketMatching(),
    highlightRule(),
    EditorView.lineWrapping,
    autocompletion({ override: [completionSource(page)], icons: false }),
    hoverTooltip((view, offset) => documentation(view, offset, page())),
    // Tab is bound to nothing: it leaves the editor.
    keymap.of([...problemKeys(page), ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
    editorTheme,
  ];
}

/** Puts the rule into its canonical spelling; false where it cannot be read. */
export function formatCommand(view: EditorView): boolean {
  const formatted = formatRule(view.state.doc.toString());
  if (formatted === null || view.state.readOnly) return false;
  replaceText(view, formatted);
  return true;
}

/** Goes to the next problem (1) or the one before (-1), and says what it is. */
export function goToProblem(view: EditorView, page: EditorPage, direction: 1 | -1): boolean {
  const index = nextProblem(page.problems, view.state.selection.main.head, direction);
  const problem = index === null ? undefined : page.problems[index];
  if (index === null || problem === undefined) {
    page.announce(page.words.noProblems);
    return true;
  }
  view.dispatch({
    selection: { anchor: Math.min(problem.from, view.state.doc.length) },
    scrollIntoView: true,
  });
  page.announce(page.words.problem(index));
  view.focus();
  return true;
}

/** Problems as the editor underlines them, with a button for each that has a suggestion. */
export function diagnosticsOf(
  problems: readonly Problem[],
  length: number,
  words: EditorWords,
): readonly Diagnostic[] {
  return problems.map((problem) => {
    const { from, to, severity, message, hint, suggestion, rewrite } = problem;
    const fix = rewrite === null || suggestion === null ? [] : [{ rewrite, suggestion }];
    return {
      from: Math.min(from, length),
      to: Math.min(Math.max(to, from), length),
      severity: severity === 'error' ? 'error' : 'info',
      message: hint === null ? message : `${message} ${hint}`,
      actions: fix.map((taken) => ({
        name: words.fix(taken.suggestion),
        apply: (view) => replaceText(view, taken.rewrite),
      })),
    };
  });
}

function problemKeys(page: () => EditorPage) {
  return [
    { key: 'F8', run: (view: EditorView) => goToProblem(view, page(), 1) },
    { key: 'Shift-F8', run: (view: EditorView) => goToProblem(view, page(), -1) },
    { key: 'Shift-Alt-f', run: formatCommand },
  ];
}

function completionSource(page: () => EditorPage): CompletionSource {
  return async ({ state, pos, explicit }) => {
    const { scope, extensionProperties, words, suggestValues } = page();
    const text = state.doc.toString();
    const found = completeRule(text, pos, { scope, extensionProperties });
    if (found === null || (!explicit && found.from === pos)) return null;
    const held =
      explicit && found.valuesOf !== null
        ? await suggestValues(found.valuesOf, text.slice(found.from, pos)).catch(() => [])
        : [];
    const options = found.options.map((option) => ({
      label: option.text,
      ...(option.detail !== null && { detail: words.type(option.detail) }),
    }));
    const known = new Set(options.map(({ label }) => label));
    const more = held.filter((label) => !known.has(label)).map((label) => ({ label }));
    return { from: found.from, options: [...options, ...more] };
  };
}

function documentation(view: EditorView, offset: number, page: EditorPage): Tooltip | null {
  const token = tokensOf(view.state.doc.toString()).find(
    ({ start, end }) => start <= offset && offset <= end,
  );
  const lines = token === undefined ? null : page.words.documentation(token.text);
  if (token === undefined || lines === null) return null;
  return {
    pos: token.start,
    end: token.end,
    create: () => {
      const dom = document.createElement('div');
      for (const line of lines) {
        const paragraph = document.createElement('div');
        paragraph.textContent = line;
        dom.append(paragraph);
      }
      return { dom };
    },
  };
}
