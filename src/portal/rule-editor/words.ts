/** What the editor says, in the reader's language; rule text is never translated. */

/** Texts for the editor, made by the page. */
export interface EditorWords {
  /** The name of the text box. */
  readonly label: string;
  /** A button that puts a suggestion in place. */
  readonly fix: (suggestion: string) => string;
  /** What an operator or a property means, for the pointer that rests on it; null for anything else. */
  readonly documentation: (token: string) => readonly string[] | null;
  /** The type of a property, as people say it. */
  readonly type: (type: string) => string;
  /** What is said on the way to a problem: which of how many, where, what. */
  readonly problem: (index: number) => string;
  readonly noProblems: string;
}
