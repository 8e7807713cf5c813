/** .NET time spans, the way host.json and timer schedules write durations. */

const TIME_SPAN = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/;

/** Milliseconds of a time span `[d.]hh:mm[:ss[.fff]]`; undefined when the text is none. */
export function parseTimeSpan(text: string): number | undefined {
  const match = TIME_SPAN.exec(text.trim());
  if (!match) return undefined;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = '0'] = match;
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  const milliseconds = Math.round((whole + Number(`0.${fraction}`)) * 1000);
  return sign ? -milliseconds : milliseconds;
}
