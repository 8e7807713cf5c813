/**
 * The package with the settings that infra/ gives it: no key, an identity. A stand-in for the platform gives out tokens, and
 * Azurite takes nothing else than tokens for storage, over https.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AzuritePorts, readPorts } from '../../src/local/azurite-process.ts';
import { makePackage } from '../../src/local/package-steps.mjs';
import { selfSignedCertificate } from '../support/certificate.ts';
import { newGroup } from '../support/new-objects.ts';
import { startPackage } from '../support/packaged-app.ts';
import { until } from '../support/until.ts';

const root = join(import.meta.dirname, '../..');
const CLIENT_ID = '11111111-2222-4333-8444-555555555555';
const PROOF = 'what only the instance knows';

let work: string;
let azurite: ChildProcess;
let ports: AzuritePorts;
let platform: Server;
/** What tokens were asked for, as `resource client`. */
const asked: string[] = [];

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'muster-identity-'));
  const { certificate, key } = selfSignedCertificate();
  writeFileSync(join(work, 'certificate.pem'), certificate);
  writeFileSync(join(work, 'key.pem'), key);
  await makePackage(root, join(work, 'package'));
  azurite = startAzurite();
  const found = await until(
    async () => readPorts(readFileSync(join(work, 'azurite.log'), 'utf8')),
    (each) => each !== undefined,
  );
  if (!found) throw new Error('Azurite did not start.');
  ports = found;
  platform = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://platform');
    const allowed = request.headers['x-identity-header'] === PROOF;
    const resource = searchParams.get('resource') ?? '';
    asked.push(`${resource} ${searchParams.get('client_id')}`);
    response.writeHead(allowed ? 200 : 401, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(allowed ? answer(resource) : { message: 'no' }));
  });
  platform.listen(0, '127.0.0.1');
  await once(platform, 'listening');
});

afterAll(async () => {
  const ended = once(azurite, 'exit');
  azurite.kill('SIGKILL');
  await ended;
  platform.close();
  rmSync(work, { recursive: true, force: true });
});

function startAzurite(): ChildProcess {
  const script = createRequire(import.meta.url).resolve('azurite/package.json');
  const log = openSync(join(work, 'azurite.log'), 'w');
  const options = [
    ...['--silent', '--disableTelemetry', '--skipApiVersionCheck', '--inMemoryPersistence'],
    ...['--blobPort', '0', '--queuePort', '0', '--tablePort', '0', '--oauth', 'basic'],
    ...['--cert', join(work, 'certificate.pem'), '--key', join(work, 'key.pem')],
  ];
  const child = spawn(
    process.execPath,
    ['--disable-warning=DEP0040', join(dirname(script), 'dist/src/azurite.js'), ...options],
    { stdio: ['ignore', log, log] },
  );
  closeSync(log);
  return child;
}

/** A token as the platform gives it; Azurite looks at what it says, not at who signed it. */
function answer(resource: string): object {
  const now = Math.floor(Date.now() / 1_000);
  const claims = { aud: resource, iss: 'https://sts.windows.net/tenant/', iat: now, nbf: now - 60 };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = now + 3_600;
  return {
    access_token: `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ ...claims, exp })}.c2lnbmVk`,
    expires_on: String(exp),
    resource,
    token_type: 'Bearer',
    client_id: CLIENT_ID,
  };
}

function environment(): Record<string, string> {
  const at = (port: number): string => `https://127.0.0.1:${port}/devstoreaccount1`;
  return {
    AzureWebJobsStorage__blobServiceUri: at(ports.blob),
    AzureWebJobsStorage__queueServiceUri: at(ports.queue),
    AzureWebJobsStorage__tableServiceUri: at(ports.table),
    AzureWebJobsStorage__credential: 'managedidentity',
    AzureWebJobsStorage__clientId: CLIENT_ID,
    IDENTITY_ENDPOINT: `http://127.0.0.1:${(platform.address() as AddressInfo).port}/msi/token`,
    IDENTITY_HEADER: PROOF,
    NODE_EXTRA_CA_CERTS: join(work, 'certificate.pem'),
    MUSTER_LOCAL: 'true',
    // The local host itself knows connection strings only: it serves requests, and leaves queues and timers alone.
    AzureWebJobsStorage: 'UseDevelopmentStorage=true',
    ...Object.fromEntries(
      queueFunctions().map((name) => [`AzureWebJobs.${name}.Disabled`, 'true']),
    ),
  };
}

function queueFunctions(): readonly string[] {
  const sources = ['queues.ts', 'timers.ts'].map((name) =>
    readFileSync(join(root, 'functions', name), 'utf8'),
  );
  return [...sources.join().matchAll(/app\.(?:storageQueue|timer)\('(\w+)'/g)].map(
    ([, name]) => name ?? '',
  );
}

/** How many messages are waiting in a queue. */
async function waiting(queue: string): Promise<string> {
  const { access_token } = answer('https://storage.azure.com') as { access_token: string };
  const request = httpsRequest({
    host: '127.0.0.1',
    port: ports.queue,
    path: `/devstoreaccount1/${queue}?comp=metadata`,
    ca: readFileSync(join(work, 'certificate.pem')),
    headers: { Authorization: `Bearer ${access_token}`, 'x-ms-version': '2021-12-02' },
  });
  request.end();
  const [response] = await once(request, 'response');
  response.resume();
  return response.headers['x-ms-approximate-messages-count'];
}

test('tables and queues are made, written and read with tokens of the identity named', async () => {
  const app = await startPackage(join(work, 'package'), environment(), ['AzureWebJobsStorage']);
  try {
    const created = await app.post('/v1.0/users', {
      accountEnabled: true,
      displayName: 'Anna Müller',
      mailNickname: 'anna',
      userPrincipalName: 'anna@contoso.com',
      passwordProfile: { password: 'Not-kept-1' },
      department: 'Sales',
    });
    expect(created.status).toBe(201);
    const group = await app.post('/v1.0/groups', newGroup('Sales', 'user.department -eq "Sales"'));
    expect(group.status).toBe(201);
    const read = await app.get(`/v1.0/users/${created.body.id}?$select=displayName`);
    expect(read.body.displayName).toBe('Anna Müller');
    expect(await waiting('membership-runs')).toBe('1');
  } finally {
    await app.stop();
  }
  expect(new Set(asked)).toEqual(new Set([`https://storage.azure.com ${CLIENT_ID}`]));
});
