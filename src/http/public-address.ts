/** The address under which callers reach the server: links in answers begin with it. */
import type { HttpRequest } from './messages.ts';

/**
 * Scheme and host without a slash at the end: the setting when there is one, else what a proxy in front says, else what
 * the host saw.
 */
export function publicAddress(request: HttpRequest, setting: string | null): string {
  if (setting !== null) return setting.replace(/\/+$/, '');
  const seen = new URL(request.url);
  const scheme = firstOf(request.headers.get('x-forwarded-proto'));
  const host = firstOf(request.headers.get('x-forwarded-host')) ?? request.headers.get('host');
  const isScheme = scheme === 'https' || scheme === 'http';
  const isHost = host !== null && /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(host);
  return `${isScheme ? scheme : seen.protocol.replace(':', '')}://${isHost ? host : seen.host}`;
}

function firstOf(header: string | null): string | null {
  return header?.split(',')[0]?.trim() ?? null;
}
