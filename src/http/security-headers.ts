/** Headers that keep a browser from making more of an answer than it is. There is no CORS: no other site may read answers. */
import type { HttpRequest } from './messages.ts';

const YEAR_SECONDS = 31_536_000;

/** For every answer; a page of the portal brings a Content-Security-Policy of its own. */
const ALWAYS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
};

/** The headers; over https browsers are told to stay there. `publicUrl`: MUSTER_PUBLIC_URL. */
export function securityHeaders(
  request: HttpRequest,
  publicUrl: string | null,
): Readonly<Record<string, string>> {
  if (!isHttps(request, publicUrl)) return ALWAYS;
  return { ...ALWAYS, 'Strict-Transport-Security': `max-age=${YEAR_SECONDS}` };
}

/** As callers see it: the setting, else what the proxy in front says, else the request's own address. */
function isHttps({ url, headers }: HttpRequest, publicUrl: string | null): boolean {
  if (publicUrl !== null) return /^https:/i.test(publicUrl);
  const scheme = headers.get('x-forwarded-proto')?.split(',', 1)[0]?.trim();
  return scheme === undefined ? /^https:/i.test(url) : scheme.toLowerCase() === 'https';
}
