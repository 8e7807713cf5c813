/** The whole program on tables in memory, spoken to as a client would: requests in, answers out, work done on demand. */
import type { Identify } from '../../src/access/caller.ts';
import type { Invocation } from '../../src/app/attendant.ts';
import { type App, createApp } from '../../src/app/create-app.ts';
import { readSettings } from '../../src/app/settings.ts';
import type { HttpAnswer } from '../../src/http/messages.ts';
import type { WebhookSender } from '../../src/ports/webhook-ports.ts';
import { createMemoryStores, type MemoryStores } from '../support/memory-stores.ts';
import { expectDocumented } from './documented.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON of the answer, its text where it is none, null without a body. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly body: any;
}

export const BASE = 'http://localhost:7071';

export class TestServer {
  readonly app: App;
  readonly memory: MemoryStores;
  /** The errors in the log. */
  readonly errors: unknown[] = [];
  /** What every request and message is given; its lines go to `errors`, and to who else wants them. */
  readonly invocation: Invocation;
  minutes = 0;

  /** `identify`: who calls, in place of what the settings say; `sender`: the way out to webhooks. */
  constructor(
    environment: Readonly<Record<string, string>> = { MUSTER_LOCAL: 'true' },
    write: Invocation['write'] = () => undefined,
    identify?: Identify,
    sender?: WebhookSender,
  ) {
    this.invocation = {
      write: (level, line) => {
        if (level === 'error') this.errors.push(JSON.parse(line));
        write(level, line);
      },
    };
    this.memory = createMemoryStores();
    const settings = readSettings({
      AzureWebJobsStorage: 'UseDevelopmentStorage=true',
      ...environment,
    });
    const start = Date.parse('2026-11-21T12:00:00.000Z');
    const clock = { now: () => new Date(start + this.minutes * 60_000) };
    this.app = createApp({
      settings,
      stores: this.memory.stores,
      clock,
      ...(identify !== undefined && { identify }),
      ...(sender !== undefined && { sender }),
    });
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body: unknown): Promise<Reply> {
    return this.send('POST', path, body);
  }

  patch(
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Reply> {
    return this.send('PATCH', path, body, headers);
  }

  delete(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.send('DELETE', path, undefined, headers);
  }

  /** Sends JSON, or a text or bytes as they are. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Reply> {
    const given = new Headers({ host: 'localhost:7071', ...headers });
    const request = { method, url: `${BASE}${path}`, headers: given, body: bytesOf(body) };
    const answer = await this.app.handle(request, this.invocation);
    expectDocumented(request, answer);
    return replyOf(answer);
  }

  /** Does everything the queues ask for. */
  async settle(): Promise<void> {
    await this.memory.queues.drain((queue, message) => {
      if (queue === 'webhooks')
        return this.app.webhooksMessage(message, undefined, this.invocation);
      if (queue === 'membership-audits')
        return this.app.auditMessage(message, undefined, this.invocation);
      return queue === 'membership-changes'
        ? this.app.changesMessage(message, undefined, this.invocation)
        : this.app.runsMessage(message, undefined, this.invocation);
    });
  }

  async createUser(properties: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const reply = await this.post('/v1.0/users', { ...userBody(), ...properties });
    if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
    return reply.body.id;
  }

  async createGroup(properties: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const reply = await this.post('/v1.0/groups', { ...groupBody(), ...properties });
    if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
    return reply.body.id;
  }
}

let users = 0;

/** The body of a user that can be created as often as you like. */
export function userBody(): Readonly<Record<string, unknown>> {
  users++;
  return {
    accountEnabled: true,
    displayName: `User ${users}`,
    mailNickname: `user${users}`,
    userPrincipalName: `user${users}@contoso.com`,
    passwordProfile: { password: 'not kept' },
  };
}

export function groupBody(): Readonly<Record<string, unknown>> {
  return { displayName: 'Sales', mailEnabled: false, mailNickname: 'sales', securityEnabled: true };
}

export function dynamic(rule: string): Readonly<Record<string, unknown>> {
  return {
    groupTypes: ['DynamicMembership'],
    membershipRule: rule,
    membershipRuleProcessingState: 'on',
  };
}

function bytesOf(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array();
  if (body instanceof Uint8Array) return body;
  return new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
}

function replyOf({ status, headers, body }: HttpAnswer): Reply {
  const isJson = headers['Content-Type']?.startsWith('application/json') ?? false;
  return { status, headers, body: body !== null && isJson ? JSON.parse(body) : body };
}
