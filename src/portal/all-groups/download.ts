/** The list as a CSV file, in Entra's fixed columns and those of processing. */
import type { GroupOverview } from '../data/group.ts';
import { csvLine, csvText } from '../shared/csv.ts';

/** Names of columns are of the file's format, and not translated. */
const COLUMNS: readonly (readonly [string, (group: GroupOverview) => string | number | null])[] = [
  ['id', ({ id }) => id],
  ['displayName', ({ displayName }) => displayName],
  ['description', ({ description }) => description],
  ['mail', ({ mail }) => mail],
  ['groupTypes', ({ groupTypes }) => groupTypes.join(';')],
  ['createdDateTime', ({ createdDateTime }) => createdDateTime],
  ['memberCount', ({ memberCount }) => memberCount],
  ['displayStatus', ({ displayStatus }) => displayStatus],
  ['lastMembershipChange', ({ lastMembershipChange }) => lastMembershipChange],
  ['membershipRule', ({ membershipRule }) => membershipRule],
];

export function groupsCsv(groups: readonly GroupOverview[]): string {
  const lines = groups.map((group) => csvLine(COLUMNS.map(([, read]) => read(group))));
  return csvText([csvLine(COLUMNS.map(([name]) => name)), ...lines]);
}
