/** Instants as rules write them and as objects hold them (rules-spec.md 7.5). */

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,7}))?)?)?(Z|[+-]\d{2}:\d{2})?$/;
const OFFSET = /^([+-])(0\d|1[0-4]):([0-5]\d)$/;

const MINUTE = 60_000;
const LARGEST_OFFSET = 14 * 60;

/**
 * The milliseconds since 1970 of `YYYY-MM-DD`, optionally `Thh:mm[:ss[.1-7 digits]]`, optionally `Z` or `±hh:mm` (at most
 * 14:00). No offset means UTC, a date alone midnight, digits beyond milliseconds are cut. Null for anything else and for
 * dates that do not exist.
 */
export function parseInstant(text: string): number | null {
  const parts = INSTANT.exec(text);
  if (parts === null) return null;
  const [, date = '', hours = '00', minutes = '00', seconds = '00', fraction = '', zone = 'Z'] =
    parts;
  const offset = offsetOf(zone);
  const midnight = new Date(`${date}T00:00:00.000Z`);
  if (offset === null || !isSameDate(midnight, date)) return null;
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3);
  return (
    midnight.getTime() +
    (Number(hours) * 60 + Number(minutes) - offset) * MINUTE +
    Number(seconds) * 1000 +
    Number(milliseconds)
  );
}

/** The platform may roll 31 February over into March. */
function isSameDate(midnight: Date, date: string): boolean {
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
}

/** Minutes east of UTC; null when there is no such offset. */
function offsetOf(zone: string): number | null {
  if (zone === 'Z') return 0;
  const parts = OFFSET.exec(zone);
  if (parts === null) return null;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  if (minutes > LARGEST_OFFSET) return null;
  return parts[1] === '-' ? -minutes : minutes;
}
