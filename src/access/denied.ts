import { RequestError, requestDenied } from '../util/errors.ts';
import type { Missing } from './decide.ts';

/**
 * 403 for what a caller lacks. Programs look for Graph's text, so on Graph's routes the message is that alone; on our own
 * it says too what is missing.
 */
export function accessDenied(missing: readonly Missing[], isOurRoute: boolean): RequestError {
  const { status, code, message } = requestDenied();
  const sentences = isOurRoute ? [message, ...missing.map((one) => one.message)] : [message];
  return new RequestError({ status, code, message: sentences.join(' '), details: missing });
}
