/** Durations of one unit, such as P30D and PT12H, as a number and a unit. */

export type TimeUnit = 'days' | 'hours' | 'minutes' | 'seconds';

const SIMPLE = /^P(?:(\d+)D|T(\d+)([HMS]))$/i;
const BY_LETTER: Readonly<Record<string, TimeUnit>> = { H: 'hours', M: 'minutes', S: 'seconds' };

/** Whether a duration has one part only. */
export function isSimpleDuration(duration: string): boolean {
  return SIMPLE.test(duration);
}

/** The number and the unit of a simple duration; no days for any other. */
export function simpleDuration(duration: string): {
  readonly amount: number;
  readonly unit: TimeUnit;
} {
  const [, days, time = '0', letter = ''] = SIMPLE.exec(duration) ?? [];
  if (days !== undefined) return { amount: Number(days), unit: 'days' };
  return { amount: Number(time), unit: BY_LETTER[letter.toUpperCase()] ?? 'days' };
}

/** The duration of some units, as a rule writes it. */
export function durationOf(amount: number, unit: TimeUnit): string {
  return unit === 'days' ? `P${amount}D` : `PT${amount}${unit.charAt(0).toUpperCase()}`;
}
