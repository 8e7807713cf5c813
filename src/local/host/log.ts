/** Where the local host says what went wrong, and functions say what they have to say: one line each. */
export type LogLevel = 'information' | 'warning' | 'error';
/** A stack trace says nothing new after its first places. */
const LONGEST_LINE = 800;

export type Log = (level: LogLevel, message: string) => void;

/** To standard error. */
export function logToConsole(level: LogLevel, message: string): void {
  process.stderr.write(`[${level}] ${message}\n`);
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
  const line = oneLine(text);
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)} …` : line;
}

/** A text without line breaks and control characters. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
