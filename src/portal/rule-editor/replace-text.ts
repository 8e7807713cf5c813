import type { EditorView } from '@codemirror/view';

/** Makes the text another one by changing only the stretch in which they differ, so that the cursor stays where it was. */
export function replaceText(view: EditorView, text: string): void {
  const before = view.state.doc.toString();
  if (before === text) return;
  const shortest = Math.min(before.length, text.length);
  let start = 0;
  while (start < shortest && before[start] === text[start]) start += 1;
  let end = 0;
  while (end < shortest - start && before.at(-1 - end) === text.at(-1 - end)) end += 1;
  view.dispatch({
    changes: {
      from: start,
      to: before.length - end,
      insert: text.slice(start, text.length - end),
    },
  });
}
