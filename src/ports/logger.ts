/** Where lines for operators go; whoever writes one says what happened, not how it is shown. */

export type LogLevel = 'debug' | 'information' | 'warning' | 'error';

export type LogValue =
  | string
  | number
  | boolean
  | null
  | readonly LogValue[]
  | { readonly [name: string]: LogValue };

/** What a line says beside its event; what is undefined is left out. */
export type LogFields = Readonly<Record<string, LogValue | undefined>>;

export interface Logger {
  /** Whether lines of a level are written at all: what takes work to gather is gathered only then. */
  isOn(level: LogLevel): boolean;
  /** `event`: a stable name in camel case, which alerts and queries look for (docs/operations.md). */
  write(level: LogLevel, event: string, fields?: LogFields): void;
}
