/** Counts what this process asks of tables and queues where it leaves it, in the HTTP client of Node: what was answered. */
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';

/** Requests by what they do; bytes on the wire, headers included. */
export interface Traffic {
  readonly requests: Readonly<Record<string, number>>;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

const requests = new Map<string, number>();
const open = new Set<Socket>();
const closed = { sent: 0, received: 0 };

/** Counts from now on. */
export function countTraffic(): void {
  subscribe('http.client.request.start', (message) => {
    const { request } = message as { readonly request: ClientRequest };
    if (request.socket) noteSocket(request.socket);
    else request.once('socket', noteSocket);
  });
  subscribe('http.client.response.finish', (message) => {
    const { request } = message as { readonly request: ClientRequest };
    const name = nameOf(request.method, request.path);
    requests.set(name, (requests.get(name) ?? 0) + 1);
  });
}

/** All since countTraffic. */
export function trafficSoFar(): Traffic {
  let { sent, received } = closed;
  for (const socket of open) {
    sent += socket.bytesWritten;
    received += socket.bytesRead;
  }
  return { requests: Object.fromEntries(requests), bytesSent: sent, bytesReceived: received };
}

function noteSocket(socket: Socket): void {
  if (open.has(socket)) return;
  open.add(socket);
  socket.once('close', () => {
    open.delete(socket);
    closed.sent += socket.bytesWritten;
    closed.received += socket.bytesRead;
  });
}

/** Of a transaction the address does not say which table it is of. */
function nameOf(method: string, path: string): string {
  const [, , resource = '', part = ''] = path.split('?', 1)[0]?.split('/') ?? [];
  if (part.startsWith('messages')) return `queue ${queueVerb(method, path)}`;
  if (resource === '$batch') return 'table transaction';
  if (resource.includes('(') && !resource.endsWith('()')) return `table ${entityVerb(method)}`;
  return method === 'GET' ? 'table query' : 'table write';
}

function queueVerb(method: string, path: string): string {
  if (method === 'POST') return 'send';
  if (method === 'DELETE') return 'delete';
  return method === 'PUT' || path.includes('peekonly') ? 'other' : 'receive';
}

function entityVerb(method: string): string {
  return method === 'GET' ? 'get' : 'write';
}
