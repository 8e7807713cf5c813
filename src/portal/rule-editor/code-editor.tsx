/** The text of a rule in CodeMirror; loaded when a rule is first shown as text. */
import { setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import {
  type ReactNode,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import {
  diagnosticsOf,
  type EditorPage,
  formatCommand,
  goToProblem,
  ruleExtensions,
} from './extensions.ts';
import { replaceText } from './replace-text.ts';

/** What the page may have the editor do. */
export interface EditorCommands {
  readonly format: () => boolean;
  readonly goToProblem: (direction: 1 | -1) => void;
  readonly focusAt: (offset: number) => void;
}

export interface CodeEditorProps extends EditorPage {
  readonly text: string;
  readonly isReadOnly: boolean;
  readonly onChange: (text: string) => void;
  readonly commands: RefObject<EditorCommands | null>;
  /** Where the cursor is put when the editor opens; null: focus stays where it is. */
  readonly startAt: RefObject<number | null>;
}

export function CodeEditor(props: CodeEditorProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const newest = useRef(props);
  newest.current = props;
  const { text, isReadOnly, problems, words } = props;

  useEffect(() => {
    if (place.current === null) return;
    const made = openEditor(place.current, () => newest.current);
    editor.current = made;
    const { startAt } = newest.current;
    if (startAt.current !== null) focusAt(made.view, startAt.current);
    startAt.current = null;
    return () => made.view.destroy();
  }, []);

  useLayoutEffect(() => {
    if (editor.current === null) return;
    const { view, told } = editor.current;
    // What the editor itself told comes back late, when more may have been typed: only what comes from elsewhere is put in.
    const at = told.lastIndexOf(text);
    told.splice(0, at < 0 ? told.length : at + 1);
    if (at < 0) replaceText(view, text);
  }, [text]);

  useEffect(() => {
    if (editor.current !== null) describe(editor.current, isReadOnly, words.label);
  }, [isReadOnly, words.label]);

  useEffect(() => {
    const view = editor.current?.view;
    if (view === undefined || view.state.doc.toString() !== text) return;
    const found = diagnosticsOf(problems, view.state.doc.length, words);
    view.dispatch(setDiagnostics(view.state, found));
  }, [problems, words, text]);

  useImperativeHandle(props.commands, () => commandsOf(editor, newest), []);
  return <div ref={place} />;
}

interface Editor {
  readonly view: EditorView;
  /** What was typed and has not come back from the page yet, oldest first. */
  readonly told: string[];
  /** What changes while the editor is open: its name, and whether its text may be changed. */
  readonly manner: Compartment;
}

/**
 * In a shadow root, because there the editor's styles are sheets made by script, which the page's policy lets in; in the page
 * itself they would be a style element with text, which it does not.
 */
function openEditor(place: HTMLElement, newest: () => CodeEditorProps): Editor {
  const root = place.shadowRoot ?? place.attachShadow({ mode: 'open', delegatesFocus: true });
  const manner = new Compartment();
  const told: string[] = [];
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: newest().text,
      extensions: [
        ...ruleExtensions(newest),
        manner.of([]),
        EditorView.updateListener.of(({ docChanged, state }) => {
          const text = state.doc.toString();
          if (!docChanged || (text === newest().text && told.length === 0)) return;
          told.push(text);
          newest().onChange(text);
        }),
      ],
    }),
  });
  return { view, told, manner };
}

function describe({ view, manner }: Editor, isReadOnly: boolean, label: string): void {
  view.dispatch({
    effects: manner.reconfigure([
      EditorState.readOnly.of(isReadOnly),
      EditorView.contentAttributes.of({
        'aria-label': label,
        'aria-readonly': String(isReadOnly),
        spellcheck: 'false',
      }),
    ]),
  });
}

function commandsOf(
  editor: RefObject<Editor | null>,
  newest: RefObject<CodeEditorProps>,
): EditorCommands {
  return {
    format: () => editor.current !== null && formatCommand(editor.current.view),
    goToProblem: (direction) => {
      if (editor.current !== null) goToProblem(editor.current.view, newest.current, direction);
    },
    focusAt: (offset) => {
      if (editor.current !== null) focusAt(editor.current.view, offset);
    },
  };
}

function focusAt(view: EditorView, offset: number): void {
  view.dispatch({ selection: { anchor: Math.min(offset, view.state.doc.length) } });
  view.focus();
}
