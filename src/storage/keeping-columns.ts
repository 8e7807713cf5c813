/**
 * Columns that a later version put into a row survive when this one replaces the row. They travel in the ETag, which is
 * opaque to everybody above: whoever replaces a row hands back the ETag it was read under, and with it what was beside it.
 * So it costs no request, and no condition is weaker for it.
 *
 * Rows that are `put` whole, without having been read, are made anew from others (docs/upgrade.md names them); there
 * a column of a later version is not kept: it might no longer be true.
 */
import { columnsOfJson, columnsToJson } from './column-json.ts';
import type { Entity, EntityAction, EntityTable, Properties } from './entity-table.ts';

/** No ETag of the service holds one. */
const SEPARATOR = '\n';

/** The table with an eye on columns that are not in the list (columns.ts). */
export function keepingColumns(table: EntityTable, columns: readonly string[]): EntityTable {
  const isOurs = knower(columns);
  const stamped = (entity: Entity): Entity => {
    const others = Object.entries(entity.properties).filter(([name]) => !isOurs(name));
    return others.length === 0
      ? entity
      : { ...entity, etag: stampOf(entity.etag, Object.fromEntries(others)) };
  };
  return {
    async get(key) {
      const entity = await table.get(key);
      return entity === null ? null : stamped(entity);
    },
    async query(query) {
      const page = await table.query(query);
      return { ...page, entities: page.entities.map(stamped) };
    },
    async transact(partition, actions) {
      for (const action of actions) refuseOthers(action, isOurs);
      const etags = await table.transact(partition, actions.map(unstamped));
      return etags?.map((etag, at) => restamped(etag, actions[at])) ?? null;
    },
  };
}

/** Whether a column is in the list; asked for every value that is read, so it remembers names. */
function knower(columns: readonly string[]): (name: string) => boolean {
  const listed = new Set(columns);
  const numbered = /\d+$/;
  const known = new Map<string, boolean>();
  return (name) => {
    const answer = known.get(name);
    if (answer !== undefined) return answer;
    const isListed =
      listed.has(name) || (numbered.test(name) && listed.has(name.replace(numbered, '#')));
    if (known.size < MOST_NAMES) known.set(name, isListed);
    return isListed;
  };
}

const MOST_NAMES = 1_000;

function refuseOthers(action: EntityAction, isOurs: (name: string) => boolean): void {
  if (action.kind === 'delete') return;
  const other = Object.keys(action.properties).find((name) => !isOurs(name));
  if (other !== undefined)
    throw new Error(`The column ${other} is written and not listed in src/storage/columns.ts.`);
}

function stampOf(etag: string, others: Properties): string {
  return `${etag}${SEPARATOR}${JSON.stringify(columnsToJson(others))}`;
}

/** The service's own ETag, and the text of the columns that travel with it; null: none do. */
function partsOf(stamp: string): { readonly etag: string; readonly others: string | null } {
  const at = stamp.indexOf(SEPARATOR);
  return at < 0
    ? { etag: stamp, others: null }
    : { etag: stamp.slice(0, at), others: stamp.slice(at + SEPARATOR.length) };
}

function unstamped(action: EntityAction): EntityAction {
  if (!('etag' in action) || action.etag === undefined) return action;
  const { etag, others } = partsOf(action.etag);
  if (others === null) return action;
  if (action.kind === 'delete') return { ...action, etag };
  return {
    ...action,
    etag,
    properties: { ...columnsOfJson(JSON.parse(others)), ...action.properties },
  };
}

/** The row may be replaced once more under the ETag that is answered. */
function restamped(etag: string, action: EntityAction | undefined): string {
  if (action?.kind !== 'replace') return etag;
  const { others } = partsOf(action.etag);
  return others === null ? etag : `${etag}${SEPARATOR}${others}`;
}
