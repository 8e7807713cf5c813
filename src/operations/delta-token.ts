/**
 * Tokens of delta queries: what is followed, and how far a client has come. In base64url, so that no client mangles them,
 * and sealed, so that those of another list are told apart.
 */
import type { DeltaPosition, Part } from '../delta/delta-query.ts';
import { Known } from '../delta/known.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import { fingerprintOf } from '../http/fingerprint.ts';

/** What a client asked for with the first request; it holds for all that follow. */
export interface DeltaAsked {
  /** As given; null without `$select`. */
  readonly select: readonly string[] | null;
  /** Object ids in lower case; null without `$filter`. */
  readonly ids: readonly string[] | null;
  readonly top: number;
}

/** Where a client goes on: on the next page of a round, or with the next round. */
export type DeltaToken = DeltaAsked &
  (
    | { readonly kind: 'page'; readonly position: DeltaPosition }
    | { readonly kind: 'round'; readonly started: string; readonly known: Known }
  );

const FORMAT = '1';

/** `of`: the kind of object that is followed. */
export function toDeltaToken(of: ObjectKind, token: DeltaToken): string {
  const { select, ids, top } = token;
  const asked = [select, ids, top];
  const text = JSON.stringify(
    token.kind === 'round'
      ? [...asked, token.started, token.known.toText()]
      : [...asked, token.position.started, token.position.known.toText(), ...placeOf(token)],
  );
  return Buffer.from(`${FORMAT}${sealOf(of, text)} ${text}`, 'utf8').toString('base64url');
}

function placeOf({ position }: { readonly position: DeltaPosition }): readonly unknown[] {
  const { from, after, part } = position;
  return [from, after, part === null ? null : [part.id, part.above, part.changes, part.seq]];
}

/** Null for what toDeltaToken has not made for this kind. */
export function fromDeltaToken(of: ObjectKind, token: string): DeltaToken | null {
  if (!/^[\w-]{1,8000}$/.test(token)) return null;
  const whole = Buffer.from(token, 'base64url').toString('utf8');
  const at = whole.indexOf(' ');
  const text = whole.slice(at + 1);
  // What bears the seal was made here, in this form.
  if (at < 0 || whole.slice(0, at) !== `${FORMAT}${sealOf(of, text)}`) return null;
  const [select, ids, top, started, known, ...place]: Packed = JSON.parse(text);
  const asked = { select, ids, top };
  if (place.length === 0) return { ...asked, kind: 'round', started, known: Known.fromText(known) };
  const [from = null, after = null, part = null] = place;
  const position = {
    ...{ started, from, after, known: Known.fromText(known) },
    part: part === null ? null : partOf(part),
  };
  return { ...asked, kind: 'page', position };
}

type PackedPart = readonly [id: string, above: number, changes: number, seq: number];

type Packed = readonly [
  select: readonly string[] | null,
  ids: readonly string[] | null,
  top: number,
  started: string,
  known: string,
  from?: string | null,
  after?: string | null,
  part?: PackedPart | null,
];

function partOf([id, above, changes, seq]: PackedPart): Part {
  return { id, above, changes, seq };
}

function sealOf(of: ObjectKind, text: string): string {
  return fingerprintOf(`delta ${of} ${text}`);
}
