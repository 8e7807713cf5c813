/**
 * Which request or timer brought something about, as W3C Trace Context has it: one trace from the request through the
 * messages it sends to the commit, one span for each invocation on the way.
 */
import type { Ids } from '../util/ids.ts';

export interface Trace {
  /** 32 hexadecimal digits, the same all the way. */
  readonly traceId: string;
  /** 16 hexadecimal digits, of this invocation alone. */
  readonly spanId: string;
  /** The span that caused this one; null: nothing known did. */
  readonly parentId: string | null;
  /** Two hexadecimal digits, passed on as they came. */
  readonly flags: string;
}

/** Longer than any version can need; a message must not grow by what somebody else wrote. */
const LONGEST = 128;
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** A span of the trace that `traceparent` names; of a new one when it is missing or malformed. */
export function startTrace(traceparent: unknown, ids: Ids): Trace {
  const parent = readTraceparent(traceparent);
  const [traceId, spanId] = [ids.guid(), ids.guid()].map((guid) => guid.replaceAll('-', ''));
  return {
    traceId: parent?.traceId ?? traceId ?? '',
    spanId: (spanId ?? '').slice(0, 16),
    parentId: parent?.spanId ?? null,
    flags: parent?.flags ?? '01',
  };
}

/** What is passed on to whatever this invocation causes. */
export function traceparentOf({ traceId, spanId, flags }: Trace): string {
  return `00-${traceId}-${spanId}-${flags}`;
}

type Parent = Pick<Trace, 'traceId' | 'spanId' | 'flags'>;

function readTraceparent(text: unknown): Parent | null {
  if (typeof text !== 'string' || text.length > LONGEST) return null;
  const [, version, traceId = '', spanId = '', flags = '', more] = TRACEPARENT.exec(text) ?? [];
  if (version === undefined || version === 'ff' || (version === '00' && more !== undefined))
    return null;
  return isZero(traceId) || isZero(spanId) ? null : { traceId, spanId, flags };
}

function isZero(id: string): boolean {
  return /^0*$/.test(id);
}
