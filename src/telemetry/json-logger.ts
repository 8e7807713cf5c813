/** Lines of JSON, the same wherever they end: in Application Insights, in a log file, on a terminal. */
import type { LogFields, Logger, LogLevel } from '../ports/logger.ts';
import { scrubText } from '../util/scrub.ts';

/** From which level on lines are written. */
export type LogThreshold = LogLevel | 'none';

const ORDER: readonly LogThreshold[] = ['debug', 'information', 'warning', 'error', 'none'];

/** Takes a line to where the host keeps it. */
export type WriteLine = (level: LogLevel, line: string) => void;

/** A logger that adds some fields to every line. */
export function createLogger(about: {
  readonly threshold: LogThreshold;
  readonly write: WriteLine;
  readonly always?: LogFields;
}): Logger {
  const { threshold, write, always } = about;
  const isOn = (level: LogLevel): boolean => ORDER.indexOf(level) >= ORDER.indexOf(threshold);
  return {
    isOn,
    write: (level, event, fields) => {
      if (isOn(level)) write(level, toLine({ event, ...always, ...fields }));
    },
  };
}

/** What an error says: its name, its message, the code and status of a failed storage request, and the first places. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error).slice(0, LONGEST_TEXT) };
  const places = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  const causes = error instanceof AggregateError ? error.errors.slice(0, MOST_CAUSES) : [];
  return {
    error: error.message.slice(0, LONGEST_TEXT),
    errorName: error.name,
    stack: places.slice(0, MOST_PLACES).map((place) => place.trim()),
    ...(causes.length > 0 && {
      causes: causes.map((cause) => String(cause).slice(0, LONGEST_TEXT)),
    }),
  };
}

const LONGEST_TEXT = 1_000;
const MOST_PLACES = 8;
const MOST_CAUSES = 5;

/** The door by which everything gets into the log: text by text, so that what is removed leaves the line whole. */
function toLine(fields: LogFields): string {
  return JSON.stringify(fields, (_name, value: unknown) =>
    typeof value === 'string' ? scrubText(value) : value,
  );
}
