/** What an examination found out about one thing. */

/** `note`: nothing is wrong, and it is worth knowing. */
export type FindingState = 'ok' | 'note' | 'wrong';

export interface Finding {
  readonly state: FindingState;
  /** What was looked at, in a word or two. */
  readonly subject: string;
  /** What was found, as a sentence. */
  readonly text: string;
  /** What to do about it; null where nothing is to be done. */
  readonly advice: string | null;
}

export function fine(subject: string, text: string): Finding {
  return { state: 'ok', subject, text, advice: null };
}

export function note(subject: string, text: string, advice: string | null = null): Finding {
  return { state: 'note', subject, text, advice };
}

export function wrong(subject: string, text: string, advice: string): Finding {
  return { state: 'wrong', subject, text, advice };
}
