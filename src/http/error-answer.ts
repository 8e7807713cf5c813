/** Whatever went wrong, as an answer in Graph's error shape (graph-spec.md 3.1). */
import { badRequest, isPassing, isTooLarge, RequestError } from '../util/errors.ts';
import { type HttpAnswer, json } from './messages.ts';
import type { RequestIds } from './request-ids.ts';

/** Seconds a client should wait when storage is busy. */
const RETRY_AFTER = '5';

/** An answer for any error. Those that are no RequestError are told without details: their text is for the log. */
export function toErrorAnswer(error: unknown, ids: RequestIds, now: Date): HttpAnswer {
  const fault = asRequestError(error);
  const body = {
    error: {
      code: fault.code,
      message: fault.message,
      ...(fault.details !== undefined && { details: fault.details }),
      innerError: {
        ...fault.inner,
        // Graph writes this date without a Z, and its clients expect that.
        date: now.toISOString().slice(0, 19),
        'request-id': ids.requestId,
        'client-request-id': ids.clientRequestId,
      },
    },
  };
  return json(fault.status, body, fault.headers);
}

/** Whether an error is a fault of ours, to be logged, rather than an answer that was meant. */
export function isUnexpected(error: unknown): boolean {
  return !(error instanceof RequestError);
}

function asRequestError(error: unknown): RequestError {
  if (error instanceof RequestError) return error;
  if (isPassing(error)) {
    const message = 'The storage service is busy or cannot be reached; try again in a moment.';
    const headers = { 'Retry-After': RETRY_AFTER };
    return new RequestError({ status: 503, code: 'serviceNotAvailable', message, headers });
  }
  if (isTooLarge(error))
    return badRequest('The change is larger than the storage service takes in one transaction.');
  const message = 'An error occurred while the request was processed; the log has the details.';
  return new RequestError({ status: 500, code: 'generalException', message });
}
