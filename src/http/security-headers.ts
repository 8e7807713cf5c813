/** Headers that keep a browser from making more of an answer than it is. There is no CORS: no other site may read answers. */
import type { HttpRequest } from './messages.ts';
import { type AddressSettings, publicAddress } from './public-address.ts';

const YEAR_SECONDS = 31_536_000;

/** For every answer; a page of the portal brings a Content-Security-Policy of its own. */
const ALWAYS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
};

/** The headers; over https, as callers reach the server, browsers are told to stay there. */
export function securityHeaders(
  request: HttpRequest,
  settings: AddressSettings,
): Readonly<Record<string, string>> {
  if (!isHttps(request, settings)) return ALWAYS;
  return { ...ALWAYS, 'Strict-Transport-Security': `max-age=${YEAR_SECONDS}` };
}

function isHttps(request: HttpRequest, settings: AddressSettings): boolean {
  try {
    return /^https:/i.test(publicAddress(request, settings));
  } catch {
    // The address of the request is none, and answered so.
    return false;
  }
}
