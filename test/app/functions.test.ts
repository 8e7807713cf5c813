/** What is registered with the host, and what the functions answer when the application can't start. */
import { readdir, readFile } from 'node:fs/promises';
import { HttpRequest, InvocationContext } from '@azure/functions';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { serveHttp } from '../../src/app/triggers.ts';
import { matchRoute, parseRouteTemplate } from '../../src/local/host/route-template.ts';
import { MOST_DELIVERIES } from '../../src/membership/handle-messages.ts';

interface Registered {
  readonly kind: string;
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

const registered = vi.hoisted((): Registered[] => []);

vi.mock('@azure/functions', async (original) => {
  const register = (kind: string) => (name: string, options: Registered['options']) =>
    registered.push({ kind, name, options });
  const app = {
    http: register('http'),
    storageQueue: register('queue'),
    timer: register('timer'),
  };
  return { ...(await original<object>()), app };
});

beforeAll(async () => {
  for (const file of (await readdir(new URL('../../functions', import.meta.url))).sort())
    await import(`../../functions/${file.replace('.ts', '')}.ts`);
});

describe('the registered functions', () => {
  it('end with the one that takes every address, because the host asks them by name', () => {
    const names = registered
      .map(({ name }) => name)
      .sort((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1));
    expect(names.at(-1)).toBe('zzFallback');
    const fallback = registered.find(({ name }) => name === 'zzFallback');
    expect(fallback?.options).toMatchObject({ route: '{*path}', authLevel: 'anonymous' });
  });

  it.each([
    ['v1.0/groups', 'groups'],
    ['v1.0/groups/x/transitiveMembers/$count', 'groups'],
    ['beta/Users/x/memberOf', 'users'],
    ['v1.0/devices', 'devices'],
    ['v1.0/applications/x/extensionProperties', 'applications'],
    ['v1.0/directoryObjects/getByIds', 'directoryObjects'],
    ['v1.0/directory/administrativeUnits', 'directory'],
    ['v1.0/auditLogs/directoryAudits', 'auditLogs'],
    ['v1.0/me', 'me'],
    ['beta/me/memberOf', 'me'],
    ['v1.0/$batch', 'batch'],
    ['beta/$metadata', 'metadata'],
    ['muster/v1/groups', 'muster'],
    ["v1.0/groups('x')", 'zzFallback'],
    ['', 'zzFallback'],
  ])('show Azure each family of resources apart: /%s is taken by %s', (path, expected) => {
    const inOrder = registered
      .filter(({ kind }) => kind === 'http')
      .sort((one, other) => (one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1));
    const taken = inOrder.find(
      ({ options }) => matchRoute(parseRouteTemplate(String(options.route)), path) !== undefined,
    );
    expect(taken?.name).toBe(expected);
  });

  it('take every method over HTTP: a wrong one is ours to answer', () => {
    const methods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
    const http = registered.filter(({ kind }) => kind === 'http');
    expect(http.length).toBeGreaterThan(5);
    for (const { name, options } of http)
      expect([...(options.methods as string[])].sort(), name).toEqual(methods);
  });

  it('are started by the queues and by timers of whole minutes, whose misses the host makes up', () => {
    const queues = registered.filter(({ kind }) => kind === 'queue');
    expect(queues.map(({ options }) => options.queueName)).toEqual([
      'membership-changes',
      'membership-runs',
      'membership-changes-poison',
      'membership-runs-poison',
      'membership-audits',
      'membership-audits-poison',
      'webhooks',
      'webhooks-poison',
    ]);
    for (const { options } of registered.filter(({ kind }) => kind === 'timer'))
      expect(options.schedule).toMatch(/^\d+( \S+){5}$/);
  });
});

it('the host allows as many deliveries as the engine believes', async () => {
  const host = JSON.parse(await readFile(new URL('../../host.json', import.meta.url), 'utf8'));
  expect(host.extensions.queues.maxDequeueCount).toBe(MOST_DELIVERIES);
});

describe('an application that cannot start', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('answers 503 and leaves what is wrong with its settings to the log', async () => {
    vi.stubEnv('AzureWebJobsStorage', '');
    vi.stubEnv('MUSTER_DELAY_HOURS', 'a day');
    const logged: unknown[] = [];
    const invocation = new InvocationContext({
      functionName: 'groups',
      logHandler: (_level, ...parts) => logged.push(...parts),
    });
    const request = new HttpRequest({ method: 'GET', url: 'http://localhost/v1.0/groups' });
    const response = await serveHttp(request, invocation);
    expect(response.status).toBe(503);
    expect(response.body).not.toContain('MUSTER_DELAY_HOURS');
    expect(String(logged)).toContain('MUSTER_DELAY_HOURS');
    expect(String(logged)).toContain('AzureWebJobsStorage');
  });

  it('still answers probes: it lives, and is not ready', async () => {
    vi.stubEnv('AzureWebJobsStorage', '');
    const probe = async (path: string) => {
      const invocation = new InvocationContext({ functionName: 'muster', logHandler: () => {} });
      const url = `http://localhost/muster/v1/health${path}`;
      const { status, body } = await serveHttp(new HttpRequest({ method: 'GET', url }), invocation);
      return { status, body: JSON.parse(String(body)) };
    };
    expect(await probe('/live')).toEqual({ status: 200, body: { status: 'ok' } });
    for (const path of ['', '/', '/ready'])
      expect(await probe(path)).toMatchObject({
        status: 503,
        body: { status: 'unavailable', error: { message: expect.stringContaining('settings') } },
      });
  });
});
