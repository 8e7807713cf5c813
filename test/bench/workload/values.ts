/** Values as companies have them: few that are frequent, many that are rare. */
import type { Random } from '../../simulation/random.ts';

const WORDS = (
  'Nord Sales Harbor Finance Lumen Plant Quality Research Delta Service Orion Supply Atlas Legal Cedar Design Ember ' +
  'Training Falcon Support Garnet Planning Helix Payroll Iris Logistics Jade Security Karst Marketing'
).split(' ');

/** The value of a rank, for each list another one; ranks begin with 0. */
export function wordsOf(list: string, rank: number): string {
  const first = WORDS[(rank * 7 + list.length) % WORDS.length];
  const second = WORDS[(rank * 11 + list.charCodeAt(0)) % WORDS.length];
  return `${first} ${second} ${rank}`;
}

/** At least 0, less than 1. */
export function fraction(random: Random): number {
  return random.below(1_000_000_000) / 1_000_000_000;
}

/** A rank below `count`, by Zipf's law: the second is half as frequent as the first. */
export function zipf(random: Random, count: number): number {
  return Math.min(count - 1, Math.floor((count + 1) ** fraction(random) - 1));
}

/** Attributes with as many values as there are; the rest of a user's attributes is nearly unique. */
export const CATEGORIES: Readonly<Record<string, number>> = {
  department: 200,
  country: 60,
  jobTitle: 2_000,
  city: 500,
  companyName: 20,
  state: 120,
  usageLocation: 60,
  preferredLanguage: 30,
  physicalDeliveryOfficeName: 300,
  postalCode: 3_000,
  ...Object.fromEntries(
    Array.from({ length: 15 }, (_, at) => [
      `extensionAttribute${at + 1}`,
      [8, 40, 150, 400, 1_000][at % 5] ?? 8,
    ]),
  ),
};

/** How often an attribute has no value. */
export function blankShare(name: string): number {
  return name.startsWith('extension') ? 0.3 : 0.03;
}

export const SERVICES = 40;
export const STATUSES = ['Enabled', 'Suspended', 'Deleted'];
export const DOMAINS = 25;
export const MANAGERS = 4_000;
export const SOURCES = 400;

/** The present of the workload. */
export const NOW = new Date('2026-06-01T12:00:00Z');

/** An id in the form of a GUID, of a list by its letter. */
export function idOf(letter: string, rank: number): string {
  return `${letter.repeat(8)}-0000-4000-8000-${rank.toString(16).padStart(12, '0')}`;
}

export function serviceOf(rank: number): string {
  return `Service${rank}`;
}

export function domainOf(rank: number): string {
  return `domain${rank}.example`;
}
