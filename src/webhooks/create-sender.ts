/**
 * Sends events to addresses that people gave, and nowhere else than to a public address: the name is resolved once, every
 * address it has is checked, and the connection is made to the one that was checked, so that a second answer of the name
 * server changes nothing. Redirects are not followed.
 */
import { createHmac } from 'node:crypto';
import { lookup as lookUp } from 'node:dns/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { OutgoingAnswer, WebhookSender } from '../ports/webhook-ports.ts';
import { isPublicAddress } from './public-address.ts';
import { type Target, targetOf } from './target.ts';

const CONNECT_MILLISECONDS = 5_000;
const TOTAL_MILLISECONDS = 10_000;
const MOST_BYTES = 64 * 1024;

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

export interface SenderParts {
  /** Hosts that the operator has named (`host` or `host:port`). */
  readonly hosts: readonly string[];
  /** Every address of a name; those of the system when absent. */
  readonly resolve?: (host: string) => Promise<readonly ResolvedAddress[]>;
  /** Ports of all other hosts; 443 when absent. */
  readonly ports?: readonly string[];
  /** Which addresses may be connected to; those of the public internet when absent. */
  readonly mayReach?: (address: string) => boolean;
  /** Authorities to believe beside the system's, in PEM. */
  readonly ca?: string;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

export function createWebhookSender(parts: SenderParts): WebhookSender {
  const { hosts, ports = ['443'], resolve = resolveAll, mayReach = isPublicAddress, ca } = parts;
  const rules = { hosts, ports };
  const call = async (address: string, message: Message): Promise<Answer> => {
    const target = targetOf(address, rules);
    if (typeof target === 'string') throw new Refused(target);
    const pinned = target.isTrusted ? null : await checked(target, { resolve, mayReach });
    return post({ target, pinned, ca, ...message });
  };
  return {
    refusal: (address) => {
      const target = targetOf(address, rules);
      return typeof target === 'string' ? target : null;
    },
    validate: (address, token) =>
      answering(async () => {
        const url = new URL(address);
        url.searchParams.set('validationToken', token);
        const headers = { 'Content-Type': 'text/plain; charset=utf-8' };
        const { status, text } = await call(url.href, { headers, body: '' });
        if (status === 200 && text.trim() === token) return { status, error: null };
        const error = 'It did not answer 200 with the validation token as plain text.';
        return { status, error };
      }),
    send: ({ url, secret, eventId, body, time }) =>
      answering(async () => {
        const seconds = Math.floor(time.getTime() / 1_000);
        const headers = {
          'Content-Type': 'application/json; charset=utf-8',
          'Muster-Event-Id': eventId,
          'Muster-Signature': `t=${seconds},v1=${signatureOf(secret, seconds, body)}`,
        };
        const { status } = await call(url, { headers, body });
        const isTaken = status >= 200 && status < 300;
        return { status, error: isTaken ? null : `It answered ${status}.` };
      }),
  };
}

/** HMAC-SHA256 over the time in seconds, a full stop and the body, in hexadecimal digits. */
function signatureOf(secret: string, seconds: number, body: string): string {
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
}

class Refused extends Error {}

/** What goes wrong is told in few words of ours: an answer or an address of somebody's network is not passed on. */
async function answering(work: () => Promise<OutgoingAnswer>): Promise<OutgoingAnswer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return { status: null, error: error.message };
    return { status: null, error: 'It could not be reached.' };
  }
}

function resolveAll(host: string): Promise<readonly ResolvedAddress[]> {
  return lookUp(host, { all: true });
}

/** One address of the host, all of which are public. Throws Refused. */
async function checked(
  { url }: Target,
  { resolve, mayReach }: Required<Pick<SenderParts, 'resolve' | 'mayReach'>>,
): Promise<ResolvedAddress> {
  const addresses = await within(CONNECT_MILLISECONDS, resolve(url.hostname));
  const [first] = addresses;
  if (first === undefined || !addresses.every(({ address }) => mayReach(address)))
    throw new Refused('Its host has an address that is not a public one.');
  return first;
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refused('It took too long.')), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Post extends Message {
  readonly target: Target;
  readonly pinned: ResolvedAddress | null;
  readonly ca: string | undefined;
}

function post({ target: { url }, pinned, ca, headers, body }: Post): Promise<Answer> {
  const isHttps = url.protocol === 'https:';
  const request = (isHttps ? requestHttps : requestHttp)(url, {
    method: 'POST',
    agent: false,
    headers: { ...headers, 'Content-Length': Buffer.byteLength(body), 'User-Agent': 'Muster' },
    ...(pinned !== null && { lookup: pinnedLookup(pinned) }),
    ...(ca !== undefined && { ca }),
  });
  const fail = (text: string) => request.destroy(new Refused(text));
  const connecting = setTimeout(() => fail('It was not reached in time.'), CONNECT_MILLISECONDS);
  const whole = setTimeout(() => fail('It did not answer in time.'), TOTAL_MILLISECONDS);
  request.on('socket', (socket) => {
    socket.once(isHttps ? 'secureConnect' : 'connect', () => clearTimeout(connecting));
  });
  return new Promise<Answer>((resolve, reject) => {
    request.on('response', (response) => void readAnswer(response).then(resolve, reject));
    request.on('error', reject);
    request.end(body);
  }).finally(() => {
    clearTimeout(connecting);
    clearTimeout(whole);
    request.destroy();
  });
}

/** As much of it as is looked at; the rest is not waited for. */
async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response) {
    size += part.length;
    if (size > MOST_BYTES) break;
    parts.push(part);
  }
  return { status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') };
}

/** Whatever is asked for, the address that was checked. */
function pinnedLookup({ address, family }: ResolvedAddress): LookupFunction {
  return (_host, options, answer) => {
    if (options.all === true) answer(null, [{ address, family }]);
    else answer(null, address, family);
  };
}
