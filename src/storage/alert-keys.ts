/** The keys of alerts: those that stand (`a:`), their events (`e:`), and before both the number of the newest event. */
import type { AlertMark } from '../ports/alert-ports.ts';

export const ALERT_HEAD = '!head';

export function alertRowKey(id: string): string {
  return `a:${id}`;
}

export function alertEventRowKey(number: number): string {
  return `e:${number.toString().padStart(12, '0')}`;
}

/** That a group went empty stands apart from its other marks: neither overwrites the other. */
export function alertMarkRowKey({ groupId, wentEmpty }: AlertMark): string {
  return wentEmpty ? `${groupId}_empty` : groupId;
}
