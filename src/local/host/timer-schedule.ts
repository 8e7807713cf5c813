/** Schedules of timer functions: NCRONTAB with five or six fields, or a time span. */
import { Cron } from 'croner';
import { parseTimeSpan } from './durations.ts';

/** The next occurrence after an instant; undefined when there is none. */
export type Schedule = (after: Date) => Date | undefined;

const NAMES =
  /\b(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|SUN|MON|TUE|WED|THU|FRI|SAT)\b/gi;

/** Reads a schedule; throws a sentence when the real host would refuse it. */
export function parseSchedule(text: string, timeZone: string): Schedule {
  const span = parseTimeSpan(text);
  if (span !== undefined) {
    if (span <= 0) throw new Error(`Schedule '${text}' has to be longer than nothing.`);
    return (after) => new Date(after.getTime() + span);
  }
  const cron = parseCron(text, timeZone);
  return (after) => cron.nextRun(after) ?? undefined;
}

function parseCron(text: string, timeZone: string): Cron {
  const fields = text.trim().split(/\s+/);
  const weekday = fields.at(-1) ?? '';
  // The parser below knows more than NCRONTAB does.
  if (/[LW?#@+]/i.test(text.replace(NAMES, '')) || /(?:^|[,-])7/.test(weekday)) {
    throw new Error(`Schedule '${text}' is not NCRONTAB: L, W, ?, # and weekday 7 are unknown.`);
  }
  try {
    return new Cron(text, {
      paused: true,
      mode: '5-or-6-parts',
      // Day of month and day of week both have to fit, and "5/10" is a range without end.
      domAndDow: true,
      sloppyRanges: true,
      timezone: timeZone,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Schedule '${text}' is not NCRONTAB: ${reason}`, { cause: error });
  }
}
