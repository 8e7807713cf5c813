import type { Entity, EntityPage, EntityQuery, EntityTable } from '../storage/entity-table.ts';

/** The pages of a query, one after another; never more than one is held. */
export async function* pagesOf(
  table: EntityTable,
  query: EntityQuery,
): AsyncIterableIterator<readonly Entity[]> {
  for (let continuation: string | undefined; ; ) {
    const page: EntityPage = await table.query({
      ...query,
      ...(continuation !== undefined && { continuation }),
    });
    yield page.entities;
    if (page.next === undefined) return;
    continuation = page.next;
  }
}
