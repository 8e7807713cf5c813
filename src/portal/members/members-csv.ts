/** The list as a CSV file. Names of columns are of the file's format, and not translated. */
import { csvLine, csvText } from '../shared/csv.ts';
import { kindOf, type Member } from './member.ts';

const COLUMNS: readonly (readonly [string, (member: Member) => string | boolean | null])[] = [
  ['id', ({ id }) => id],
  ['type', kindOf],
  ['displayName', ({ displayName }) => displayName],
  ['userPrincipalName', ({ userPrincipalName }) => userPrincipalName ?? null],
  ['mail', ({ mail }) => mail ?? null],
  ['userType', ({ userType }) => userType ?? null],
  ['accountEnabled', ({ accountEnabled }) => accountEnabled ?? null],
];

export function membersCsv(members: readonly Member[]): string {
  const lines = members.map((member) => csvLine(COLUMNS.map(([, read]) => read(member))));
  return csvText([csvLine(COLUMNS.map(([name]) => name)), ...lines]);
}
