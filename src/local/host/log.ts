/** Where the local host says what went wrong: one line for each warning and error. */
export type LogLevel = 'information' | 'warning' | 'error';
/** A stack trace says nothing new after its first places. */
const LONGEST_LINE = 800;

export type Log = (level: LogLevel, message: string) => void;

/** Warnings and errors to standard error, everything else dropped. */
export function logToConsole(level: LogLevel, message: string): void {
  if (level !== 'information') process.stderr.write(`[${level}] ${message}\n`);
}

/** An error in one line: its message, its cause if it has one, and where it was thrown. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = error.stack
    ?.split('\n')
    .find((line) => /^\s+at /.test(line) && !line.includes('node_modules'))
    ?.trim();
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  const text = `${error.name}: ${error.message}${cause}${place ? ` ${place}` : ''}`;
  return oneLine(text);
}

/** A text without line breaks and control characters, cut where nobody reads on. */
export function oneLine(text: string): string {
  const flat = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return flat.length > LONGEST_LINE ? `${flat.slice(0, LONGEST_LINE)} …` : flat;
}
