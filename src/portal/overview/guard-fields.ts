/** A guard as it is typed: an empty field does not limit. */
import type { Guard, GuardLimit } from '../data/group.ts';

export interface GuardFields {
  readonly additionsShare: string;
  readonly additionsCount: string;
  readonly removalsShare: string;
  readonly removalsCount: string;
  readonly minimumSize: string;
}

export function guardFields(guard: Guard | null): GuardFields {
  return {
    additionsShare: shown(guard?.additions.share),
    additionsCount: shown(guard?.additions.count),
    removalsShare: shown(guard?.removals.share),
    removalsCount: shown(guard?.removals.count),
    minimumSize: shown(guard?.minimumSize),
  };
}

/** Null: nothing limits, so that the group has no guard of its own. */
export function readGuard(fields: GuardFields): Guard | null | 'invalid' {
  const numbers = Object.values(fields).map(numberOf);
  if (numbers.some((number) => number !== null && !(number >= 0))) return 'invalid';
  const counts = [fields.additionsCount, fields.removalsCount, fields.minimumSize].map(numberOf);
  if (counts.some((count) => count !== null && !Number.isInteger(count))) return 'invalid';
  const additions = limitOf(fields.additionsShare, fields.additionsCount);
  const removals = limitOf(fields.removalsShare, fields.removalsCount);
  if ([additions, removals].every(({ share, count }) => share === null && count === null))
    return null;
  return { minimumSize: numberOf(fields.minimumSize) ?? 0, additions, removals };
}

function limitOf(share: string, count: string): GuardLimit {
  return { share: numberOf(share), count: numberOf(count) };
}

function numberOf(field: string): number | null {
  return field.trim() === '' ? null : Number(field);
}

function shown(number: number | null | undefined): string {
  return number === null || number === undefined ? '' : String(number);
}
