/** The list as a CSV file, in Entra's fixed columns and those of processing. */
import { toCell } from '../../contract/csv-cells.ts';
import type { GroupOverview } from '../data/group.ts';

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
  const lines = groups.map((group) => COLUMNS.map(([, read]) => cell(read(group))).join(','));
  return `${[COLUMNS.map(([name]) => name).join(','), ...lines].join('\r\n')}\r\n`;
}

/** A text that a spreadsheet would run is made one that it shows. */
function cell(value: string | number | null): string {
  const text = toCell(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Hands a file to the browser. */
export function saveFile(name: string, text: string): void {
  // The mark tells Excel that it is UTF-8.
  const address = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
