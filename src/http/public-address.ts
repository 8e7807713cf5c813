/** The address under which callers reach the server: links in answers begin with it. */
import type { HttpRequest } from './messages.ts';

export interface AddressSettings {
  /** MUSTER_PUBLIC_URL; null: what the request says. */
  readonly publicUrl: string | null;
  /** MUSTER_TRUST_FORWARDED: whether a proxy in front sets the X-Forwarded headers, so that no caller can. */
  readonly trustForwarded: boolean;
}

/**
 * Scheme and host without a slash at the end: the setting when there is one, else what a trusted proxy says, else what the
 * host saw. Azure's own front end needs no trust: the Functions host has taken what it says into the request's address.
 */
export function publicAddress(request: HttpRequest, settings: AddressSettings): string {
  if (settings.publicUrl !== null) return settings.publicUrl.replace(/\/+$/, '');
  const { headers, url } = request;
  const seen = new URL(url);
  const forwarded = (name: string) => (settings.trustForwarded ? firstOf(headers.get(name)) : null);
  const scheme = forwarded('x-forwarded-proto');
  const host = forwarded('x-forwarded-host') ?? headers.get('host');
  const isScheme = scheme === 'https' || scheme === 'http';
  const isHost = host !== null && /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(host);
  return `${isScheme ? scheme : seen.protocol.replace(':', '')}://${isHost ? host : seen.host}`;
}

function firstOf(header: string | null): string | null {
  return header?.split(',')[0]?.trim() ?? null;
}
