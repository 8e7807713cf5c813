/** The store of objects with an eye on the ids that pass: every row that is read or written tells whose its ordinal is. */
import type { ObjectContent } from '../directory/object-row.ts';
import type { ObjectStore } from '../ports/ports.ts';
import type { KnownIds } from './known-ids.ts';

export function rememberingIds(objects: ObjectStore, ids: KnownIds): ObjectStore {
  const noted = <Row extends ObjectContent, Rows extends readonly Row[]>(rows: Rows): Rows => {
    for (const row of rows) ids.note(row);
    return rows;
  };
  const written = (content: ObjectContent, etag: string | null): string | null => {
    if (etag !== null) ids.note(content);
    return etag;
  };
  const allWritten = (
    contents: readonly ObjectContent[],
    etags: readonly (string | null)[],
  ): readonly (string | null)[] => {
    contents.forEach((content, at) => {
      written(content, etags[at] ?? null);
    });
    return etags;
  };
  return {
    ...objects,
    async read(ordinal) {
      const row = await objects.read(ordinal);
      if (row !== null) ids.note(row);
      return row;
    },
    readSome: async (block, ordinals) => noted(await objects.readSome(block, ordinals)),
    readBlock: async (block) => noted(await objects.readBlock(block)),
    async scanBlock(block) {
      const scan = await objects.scanBlock(block);
      noted(scan.rows);
      return scan;
    },
    insert: async (content, event) => written(content, await objects.insert(content, event)),
    replace: async (row, event) => written(row, await objects.replace(row, event)),
    insertAll: async (contents, events) =>
      allWritten(contents, await objects.insertAll(contents, events)),
    replaceAll: async (rows, events) => allWritten(rows, await objects.replaceAll(rows, events)),
  };
}
