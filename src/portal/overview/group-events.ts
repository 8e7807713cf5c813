/** What happened to a group: GET /muster/v1/groups/{id}/history. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type Page, send } from '../data/client.ts';

export interface Actor {
  readonly id: string;
  readonly displayName: string | null;
}

export interface GroupEvent {
  readonly id: string;
  /** A stable word, such as `membersChanged`; the sentence is `message`, in English. */
  readonly kind: string;
  readonly dateTime: string;
  readonly message: string;
  readonly actor?: Actor | null;
  readonly note?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Of members: how many came and went; null where nobody counts them any more. */
  readonly added?: number | null;
  readonly removed?: number | null;
  readonly cause?: { readonly kind: string; readonly actor?: Actor | null; readonly note?: string };
}

/** The newest events, of one kind or of all; asked for again whenever `version` is another. */
export function groupEventsQuery(
  groupId: string,
  {
    kind,
    top,
    version,
  }: { readonly kind?: string; readonly top: number; readonly version: string },
) {
  return queryOptions({
    queryKey: ['group events', groupId, kind ?? '', top, version],
    queryFn: ({ signal }) =>
      send<Page<GroupEvent>>(
        `/muster/v1/groups/${groupId}/history?$top=${top}${kind === undefined ? '' : `&kind=${kind}`}`,
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
}
