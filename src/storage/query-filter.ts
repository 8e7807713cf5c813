import type { EntityQuery } from './entity-table.ts';

/** A query as the service's filter; an empty text lets everything through. */
export function filterOf({ partition, partitions, rows, rowsNamed, where }: EntityQuery): string {
  const terms = [
    comparison('PartitionKey', 'eq', partition),
    comparison('PartitionKey', 'ge', partitions?.first),
    comparison('PartitionKey', 'le', partitions?.last),
    comparison('RowKey', 'ge', rows?.from),
    comparison('RowKey', 'gt', rows?.after),
    comparison('RowKey', 'lt', rows?.before),
    anyOf(rowsNamed),
    where === undefined ? null : `${where.property} gt ${where.above}`,
  ];
  return terms.filter((term) => term !== null).join(' and ');
}

function anyOf(rowsNamed: readonly string[] | undefined): string | null {
  if (rowsNamed === undefined) return null;
  return `(${rowsNamed.map((row) => comparison('RowKey', 'eq', row)).join(' or ')})`;
}

function comparison(property: string, operator: string, value: string | undefined): string | null {
  return value === undefined ? null : `${property} ${operator} '${value.replaceAll("'", "''")}'`;
}
