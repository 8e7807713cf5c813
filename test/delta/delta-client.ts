/** Somebody who follows delta queries, page by page, and keeps what he was told. */
import { readDelta, roundAfter } from '../../src/delta/delta-page.ts';
import type { DeltaItem, DeltaQuery } from '../../src/delta/delta-query.ts';
import type { ObjectKind } from '../../src/directory/ordinal.ts';
import type { Context } from '../../src/membership/context.ts';
import { type DeltaToken, fromDeltaToken, toDeltaToken } from '../../src/operations/delta-token.ts';

/** Of a group its name, rule, state and members; of a user its city. */
type Kept = Map<string, { readonly shown: string; readonly members: ReadonlySet<string> }>;

export interface Place {
  readonly link: string | null;
  readonly kept: Kept;
}

export class DeltaClient {
  readonly #query: DeltaQuery;
  #link: string | null = null;
  #kept: Kept = new Map();

  constructor(kind: ObjectKind, top = 3) {
    const mailDomain = 'contoso.com';
    this.#query = {
      kind,
      ids: null,
      withMembers: kind === 'group',
      top,
      mailDomain,
      withNames: false,
    };
  }

  /** What he believes, sorted. */
  get beliefs(): readonly (readonly [string, string, readonly string[]])[] {
    return [...this.#kept]
      .map(([id, { shown, members }]) => [id, shown, [...members].sort()] as const)
      .sort(([left], [right]) => (left < right ? -1 : 1));
  }

  /** Where he is. */
  get place(): Place {
    return { link: this.#link, kept: new Map(this.#kept) };
  }

  /**
   * Begins again at a place he was at, whatever he has been told since. In the first round, which tells of nobody who is
   * gone, he begins with what he knew there.
   */
  goBack({ link, kept }: Place): void {
    this.#link = link;
    const token = link === null ? null : fromDeltaToken(this.#query.kind, link);
    const isFirst = token === null || (token.kind === 'page' && token.position.from === null);
    if (isFirst) this.#kept = new Map(kept);
  }

  /** Reads a page; true when the round is over. Each may be asked of another instance. */
  async read(context: Context): Promise<boolean> {
    const { kind } = this.#query;
    const token = this.#link === null ? null : fromDeltaToken(kind, this.#link);
    const now = context.clock.now();
    const position = token?.kind === 'page' ? token.position : roundAfter(now, token);
    const { items, next, known } = await readDelta(context, this.#query, position);
    for (const item of items) this.#note(item);
    const asked = { select: null, ids: null, top: this.#query.top };
    const { started } = position;
    const left: DeltaToken =
      next === null
        ? { ...asked, kind: 'round', started, known }
        : { ...asked, kind: 'page', position: next };
    this.#link = toDeltaToken(kind, left);
    return next === null;
  }

  /** Reads to the end of the round. */
  async round(context: Context): Promise<void> {
    while (!(await this.read(context)));
  }

  #note(item: DeltaItem): void {
    if (item.kind === 'removed') {
      this.#kept.delete(item.id);
      return;
    }
    const members = new Set(this.#kept.get(item.id)?.members);
    for (const { id, isRemoved } of item.members ?? [])
      if (isRemoved) members.delete(id);
      else members.add(id);
    this.#kept.set(item.id, { shown: shownOf(item.object), members });
  }
}

/** What a client keeps of an object. */
export function shownOf(object: Extract<DeltaItem, { kind: 'changed' }>['object']): string {
  if (object.kind !== 'group') return String(object.row.attributes.city ?? '');
  const { resource, rule, state } = object.meta;
  return JSON.stringify([resource.displayName, rule, state]);
}
