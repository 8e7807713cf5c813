/** Where an address leads, as far as its text says. */
import { isIP } from 'node:net';

const MOST_CHARACTERS = 2_048;

/** An address that may be looked up and, unless it is trusted, called where every address it has is a public one. */
export interface Target {
  readonly url: URL;
  /** The operator has named the host: nothing of it is checked. */
  readonly isTrusted: boolean;
}

export interface TargetRules {
  /** What the operator has named, as `host` or `host:port`. */
  readonly hosts: readonly string[];
  /** Of all other hosts. */
  readonly ports: readonly string[];
}

/** Answers the target, or why there is none. */
export function targetOf(text: string, { hosts, ports }: TargetRules): Target | string {
  if (text.length > MOST_CHARACTERS) return `It has more than ${MOST_CHARACTERS} characters.`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) return 'It is no address.';
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return 'It does not begin with https://.';
  // An address without a name in front of an @ still has one: what stands there is not where it leads.
  if (url.username !== '' || url.password !== '' || /^https?:[/\\]*[^/?#\\]*@/i.test(text))
    return 'It holds a user name or a password.';
  if (hosts.includes(url.host.toLowerCase())) return { url, isTrusted: true };
  if (url.protocol !== 'https:') return 'It does not begin with https://.';
  if (!ports.includes(url.port || '443')) return `Its port is none of ${ports.join(', ')}.`;
  // The parser has made one spelling of decimal, octal and hexadecimal ones.
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host) !== 0) return 'It names a number and no host.';
  if (!host.includes('.') || host.endsWith('.localhost'))
    return 'It names no host of the internet.';
  return { url, isTrusted: false };
}
