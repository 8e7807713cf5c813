/** How users, devices and groups are shown beside each other: each with the properties of its own. */
import type { Json } from '../directory/attributes.ts';
import { type Selection, selectFrom, selectFromEach } from '../http/select.ts';
import { show } from '../http/show.ts';
import { showGroup } from './group-values.ts';
import { KINDS, type Listed, type ListedKind, valuesOf } from './listed.ts';
import { resourceFor } from './object-body.ts';
import { viewObject } from './object-handlers.ts';
import type { Call } from './operation.ts';

/** How objects of each kind are shown. */
export interface Views {
  readonly selections: ReadonlyMap<ListedKind, Selection>;
  /** As context URLs name the selected properties: `(id,displayName)`, or nothing. */
  readonly suffix: string;
}

/** `select`: as given; a property only has to be known to one of the kinds. Throws RequestError 400. */
export async function viewsFor(
  call: Call,
  kinds: readonly ListedKind[],
  select: readonly string[] | null,
): Promise<Views> {
  const resources = await Promise.all(
    kinds.map((kind) => resourceFor(call, KINDS[kind].resource, select ?? [])),
  );
  const [only] = resources;
  const selections =
    only !== undefined && resources.length === 1
      ? [selectFrom(only, select, call.version)]
      : selectFromEach(resources, select, call.version);
  const names = selections.flatMap(({ properties }) => properties.map(({ name }) => name));
  const isEverything = select === null || select.includes('*') || names.length === 0;
  return {
    selections: new Map(
      kinds.flatMap((kind, at) => {
        const selection = selections[at];
        return selection === undefined ? [] : [[kind, selection] as const];
      }),
    ),
    suffix: isEverything ? '' : `(${[...new Set(names)].join(',')})`,
  };
}

/** The selected properties of an object; nothing of one of a kind that has no selection. */
export function viewListed(
  call: Call,
  listed: Listed,
  { selections }: Views,
): Readonly<Record<string, Json>> {
  const selection = selections.get(listed.kind);
  if (selection === undefined) return {};
  switch (listed.kind) {
    case 'group':
      return showGroup(listed.meta, selection, call.mailDomain);
    case 'servicePrincipal':
      return show({ values: valuesOf(call, listed) }, selection);
    case 'user':
    case 'device':
      return viewObject(listed.row, selection);
  }
}

/** The same with the type, for lists whose declared type is a base type (graph-spec.md 2.4). */
export function viewTyped(
  call: Call,
  listed: Listed,
  views: Views,
): Readonly<Record<string, Json>> {
  const { graphType } = KINDS[listed.kind].resource;
  return { '@odata.type': `#${graphType}`, ...viewListed(call, listed, views) };
}
