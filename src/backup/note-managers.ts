import type { LookupStore, ReportStore } from '../ports/name-ports.ts';
import { AFTER_OBJECTS } from '../storage/table-keys.ts';
import type { Row } from './lines.ts';
import { readable } from './restore-objects.ts';

const MOST_HELD = 20_000;

/** Notes every report with the manager whom the report's own row names: a manager who goes is taken out of all of them. */
export async function noteManagers(
  stores: { readonly lookups: LookupStore; readonly reports: ReportStore },
  objects: AsyncIterable<Row>,
): Promise<void> {
  let held: { readonly managerId: string; readonly report: number }[] = [];
  const note = async () => {
    const ids = [...new Set(held.map(({ managerId }) => managerId))];
    const ordinals = await stores.lookups.readAll('id', ids);
    const reports = held.flatMap(({ managerId, report }) => {
      const manager = ordinals.get(managerId.toLowerCase());
      return manager === undefined ? [] : [{ manager, report }];
    });
    held = [];
    await stores.reports.noteAll(reports);
  };
  for await (const row of objects) {
    const object = row.row < AFTER_OBJECTS ? readable(row) : null;
    const manager = object?.deleted === null ? object.attributes.manager : undefined;
    if (object === null || typeof manager !== 'string') continue;
    held.push({ managerId: manager, report: object.ordinal });
    if (held.length >= MOST_HELD) await note();
  }
  await note();
}
