/** Delta queries: what there is, and then what has changed, round after round (graph-spec.md 10, docs/delta.md). */

import { knownNow, readDelta, roundAfter } from '../delta/delta-page.ts';
import type { ChangedItem, DeltaItem, DeltaPage, DeltaQuery } from '../delta/delta-query.ts';
import type { Json } from '../directory/attributes.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import { type HttpAnswer, ok } from '../http/messages.ts';
import { contextUrl } from './collection.ts';
import { type DeltaRequest, readDeltaRequest } from './delta-request.ts';
import { type DeltaAsked, type DeltaToken, toDeltaToken } from './delta-token.ts';
import { KINDS } from './listed.ts';
import { type Views, viewListed, viewsFor } from './listed-view.ts';
import { type Call, GRAPH, type Operation } from './operation.ts';

const delta = { method: 'GET', surfaces: GRAPH, options: ['$filter', '$deltatoken'] } as const;

export const DELTA_OPERATIONS: readonly Operation[] = [
  {
    name: 'listGroupChanges',
    path: 'groups/delta',
    ...delta,
    handle: (call) => getDelta(call, 'group'),
  },
  {
    name: 'listUserChanges',
    path: 'users/delta',
    ...delta,
    handle: (call) => getDelta(call, 'user'),
  },
  {
    name: 'listDeviceChanges',
    path: 'devices/delta',
    ...delta,
    handle: (call) => getDelta(call, 'device'),
  },
];

const MEMBERS = 'members';

/** What decides how changes are shown. */
interface Shown {
  readonly views: Views;
  /** Null without `$select`. */
  readonly selected: ReadonlySet<string> | null;
  /** Whether unchanged properties are left out. */
  readonly isMinimal: boolean;
}

async function getDelta(call: Call, kind: ObjectKind): Promise<HttpAnswer> {
  const asked = readDeltaRequest(call, kind);
  const shown = await shownBy(call, kind, asked);
  const query = queryOf(call, kind, { asked, shown });
  const { page, started } = await pageOf(call, query, asked);
  const { select, ids, top } = asked;
  const token: DeltaToken =
    page.next === null
      ? { select, ids, top, kind: 'round', started, known: page.known }
      : { select, ids, top, kind: 'page', position: page.next };
  const address = `${call.base}/${call.path}`;
  const link = toDeltaToken(kind, token);
  const suffix = select === null ? '' : `(${select.join(',')})`;
  return ok({
    '@odata.context': contextUrl(call, `${KINDS[kind].collection}${suffix}`),
    ...(token.kind === 'page'
      ? { '@odata.nextLink': `${address}?$skiptoken=${link}` }
      : { '@odata.deltaLink': `${address}?$deltatoken=${link}` }),
    value: page.items.flatMap((item) => viewItem(call, item, shown)),
  });
}

async function pageOf(
  call: Call,
  query: DeltaQuery,
  asked: DeltaRequest,
): Promise<{ readonly page: DeltaPage; readonly started: string }> {
  const { context } = call;
  const now = context.clock.now();
  const started = now.toISOString();
  switch (asked.kind) {
    case 'latest':
      return { page: { items: [], next: null, known: await knownNow(context, query) }, started };
    case 'first':
      return { page: await readDelta(context, query, roundAfter(now, null)), started };
    case 'round':
      return { page: await readDelta(context, query, roundAfter(now, asked)), started };
    case 'page':
      return {
        page: await readDelta(context, query, asked.position),
        started: asked.position.started,
      };
  }
}

function queryOf(
  call: Call,
  kind: ObjectKind,
  { asked, shown }: { readonly asked: DeltaAsked; readonly shown: Shown },
): DeltaQuery {
  const { select, ids, top } = asked;
  return {
    kind,
    ids: ids === null ? null : new Set(ids),
    withMembers: kind === 'group' && (select === null || select.some(isMembers)),
    top,
    mailDomain: call.mailDomain,
    withNames: shown.selected !== null || shown.isMinimal,
  };
}

/** Members are no property of the type. Throws RequestError 400 for a property that it does not have. */
async function shownBy(call: Call, kind: ObjectKind, { select }: DeltaAsked): Promise<Shown> {
  const names = select?.filter((name) => kind !== 'group' || !isMembers(name)) ?? null;
  const views = await viewsFor(call, [kind], names?.length === 0 ? ['id'] : names);
  const properties = views.selections.get(kind)?.properties ?? [];
  const prefer = call.request.headers.get('prefer') ?? '';
  return {
    views,
    selected: names === null ? null : new Set(properties.map(({ name }) => name)),
    isMinimal: /(^|[,;\s])return\s*=\s*minimal($|[,;\s])/i.test(prefer),
  };
}

function isMembers(name: string): boolean {
  return name.toLowerCase() === MEMBERS;
}

function viewItem(call: Call, item: DeltaItem, shown: Shown): readonly object[] {
  if (item.kind === 'removed') {
    const reason = item.canComeBack ? 'changed' : 'deleted';
    return [{ id: item.id, '@removed': { reason } }];
  }
  const { selected } = shown;
  const { id, names, members } = item;
  const isSeen =
    names === null || selected === null || [...names].some((name) => selected.has(name));
  if (!isSeen && members === null) return [];
  return [{ id, ...propertiesOf(call, item, shown), ...viewMembers(members) }];
}

function propertiesOf(
  call: Call,
  { object, names }: ChangedItem,
  { views, isMinimal }: Shown,
): Readonly<Record<string, Json>> {
  const properties = viewListed(call, object, views);
  if (!isMinimal || names === null) return properties;
  return Object.fromEntries(Object.entries(properties).filter(([name]) => names.has(name)));
}

function viewMembers(members: ChangedItem['members']): object {
  if (members === null) return {};
  return {
    'members@delta': members.map(({ id, kind, isRemoved }) => ({
      '@odata.type': `#${KINDS[kind].resource.graphType}`,
      id,
      ...(isRemoved && { '@removed': { reason: 'deleted' } }),
    })),
  };
}
