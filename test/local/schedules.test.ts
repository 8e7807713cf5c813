/** When timers run: NCRONTAB as the Functions host reads it, and time spans. */
import { expect, test } from 'vitest';
import { parseSchedule } from '../../src/local/host/timer-schedule.ts';

const NOON = new Date('2026-03-02T12:00:00Z');

test.each([
  ['0 */5 * * * *', '2026-03-02T12:05:00.000Z'],
  ['30 * * * * *', '2026-03-02T12:00:30.000Z'],
  ['*/5 * * * *', '2026-03-02T12:05:00.000Z'],
  ['0 30 9 * * MON-FRI', '2026-03-03T09:30:00.000Z'],
  ['0 0 0 1 JAN,JUL *', '2026-07-01T00:00:00.000Z'],
  // Both the day of the month and that of the week have to fit.
  ['0 0 0 13 * FRI', '2026-03-13T00:00:00.000Z'],
  ['0 0 0 1 * WED', '2026-04-01T00:00:00.000Z'],
  ['0 5/10 * * * *', '2026-03-02T12:05:00.000Z'],
  ['00:01:30', '2026-03-02T12:01:30.000Z'],
  ['1.00:00:00', '2026-03-03T12:00:00.000Z'],
])('%j comes next at %s', (text, next) => {
  expect(parseSchedule(text, 'UTC')(NOON)?.toISOString()).toBe(next);
});

test('a time zone moves the hours', () => {
  const next = parseSchedule('0 0 9 * * *', 'Europe/Berlin')(NOON);
  expect(next?.toISOString()).toBe('2026-03-03T08:00:00.000Z');
});

test.each([
  '0 0 0 L * *',
  '0 0 0 15W * *',
  '0 0 0 ? * *',
  '0 0 0 * * 5#2',
  '0 0 0 * * 7',
  '@daily',
])('%j, which NCRONTAB does not know, is refused', (text) => {
  expect(() => parseSchedule(text, 'UTC')).toThrow('is not NCRONTAB');
});

test.each(['', '* *', '0 61 * * * *', '00:00:00'])('%j is refused', (text) => {
  expect(() => parseSchedule(text, 'UTC')).toThrow('Schedule');
});
