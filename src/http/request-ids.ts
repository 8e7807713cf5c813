/** The identifiers under which a request is found again in logs, and the headers every answer has (graph-spec.md 2.3). */
import { isGuid } from '../util/ids.ts';
import type { HttpAnswer, HttpRequest } from './messages.ts';

export interface RequestIds {
  readonly requestId: string;
  /** The client's own, or the same as `requestId`. */
  readonly clientRequestId: string;
}

/** `requestId`: a fresh GUID. What the client sends is echoed only when it is a GUID. */
export function readRequestIds(request: HttpRequest, requestId: string): RequestIds {
  const given = request.headers.get('client-request-id');
  return { requestId, clientRequestId: given !== null && isGuid(given) ? given : requestId };
}

/** The answer with the headers that stand on every one, and with further ones; its own win. */
export function withStandardHeaders(
  answer: HttpAnswer,
  ids: RequestIds,
  further: HttpAnswer['headers'],
): HttpAnswer {
  return {
    ...answer,
    headers: {
      'request-id': ids.requestId,
      'client-request-id': ids.clientRequestId,
      'OData-Version': '4.0',
      'Cache-Control': 'no-cache',
      Vary: 'Accept-Encoding',
      ...further,
      ...answer.headers,
    },
  };
}
