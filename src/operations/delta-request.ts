/** What a delta request asks for: by its options at first, by its token from then on (graph-spec.md 10). */
import { FEED_READ_FOR } from '../directory/feed.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import type { Filter } from '../odata/ast.ts';
import { unsupportedQuery } from '../odata/fault.ts';
import { keysOf } from '../odata/keys.ts';
import { parseFilter } from '../odata/parse-filter.ts';
import { badRequest, RequestError } from '../util/errors.ts';
import { type DeltaAsked, type DeltaToken, fromDeltaToken } from './delta-token.ts';
import type { Call } from './operation.ts';

const MOST_IDS = 50;

/** Clocks of instances differ by less (milliseconds). */
const AHEAD = 5 * 60_000;

/** The beginning, what there will be from now on, or going on from a token. */
export type DeltaRequest = (DeltaAsked & { readonly kind: 'first' | 'latest' }) | DeltaToken;

/** Throws RequestError 400 for options that can't be followed, 410 for a token that is too old or was not made here. */
export function readDeltaRequest(call: Call, kind: ObjectKind): DeltaRequest {
  const { options } = call;
  const given = options.skipToken ?? (options.deltaToken || null);
  if (given !== null && given.toLowerCase() !== 'latest') return tokenOf(call, kind, given);
  const { select, filter, top } = options;
  const ids = filter === null ? null : idsIn(filter);
  return { kind: given === null ? 'first' : 'latest', select, ids, top };
}

function tokenOf(call: Call, kind: ObjectKind, given: string): DeltaToken {
  const token = fromDeltaToken(kind, given);
  if (token === null) throw startOver(call, null);
  const started = token.kind === 'page' ? token.position.started : token.started;
  const age = call.context.clock.now().getTime() - Date.parse(started);
  if (!(age <= FEED_READ_FOR && age >= -AHEAD)) throw startOver(call, token);
  return token;
}

/** 410 with the address of the same query from its beginning. */
function startOver(call: Call, asked: DeltaAsked | null): RequestError {
  const select = asked?.select ?? call.options.select;
  const filter = (asked?.ids ?? []).map((id) => `id eq '${id}'`).join(' or ');
  const options = [
    ...(select === null ? [] : [`$select=${select.map(encodeURIComponent).join(',')}`]),
    ...(filter === '' ? [] : [`$filter=${encodeURIComponent(filter)}`]),
    '$deltatoken=',
  ];
  return new RequestError({
    status: 410,
    code: 'syncStateNotFound',
    message:
      'The token is more than seven days old, or was not issued by this server for this query. Start over with the address in the Location header.',
    headers: { Location: `${call.base}/${call.path}?${options.join('&')}` },
  });
}

/** `id eq '…' or id eq '…'`, which is all that can be followed. */
function idsIn(text: string): readonly string[] {
  const filter = parseFilter(text);
  const keys = isOfIds(filter) ? keysOf(filter, [{ name: 'id' }]) : null;
  if (keys === null)
    throw unsupportedQuery("Delta queries support no filter but id eq '…', several joined by or.");
  if (keys.values.length > MOST_IDS)
    throw badRequest(
      `A delta query can follow ${MOST_IDS} ids at most, not ${keys.values.length}.`,
    );
  return keys.values;
}

function isOfIds(filter: Filter): boolean {
  switch (filter.kind) {
    case 'or':
      return filter.operands.every(isOfIds);
    case 'comparison':
    case 'in':
      return true;
    default:
      return false;
  }
}
