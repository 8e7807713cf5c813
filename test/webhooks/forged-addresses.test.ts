/** No address that somebody gives leads anywhere but to the public internet: a trap listens where they would lead. */
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { createWebhookSender, type SenderParts } from '../../src/webhooks/create-sender.ts';
import { isPublicAddress } from '../../src/webhooks/public-address.ts';

let trap: Server;
let port = 0;
let connections = 0;

beforeAll(async () => {
  trap = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  // All addresses of this machine.
  await new Promise<void>((done) => trap.listen(0, () => done()));
  const address = trap.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});

beforeEach(() => {
  connections = 0;
});

afterAll(() => {
  trap.close();
});

const EVENT = { secret: 's', eventId: 'e', body: '{}', time: new Date(0) };

/** Tries to call an address by every way there is. */
async function call(url: string, parts: Partial<SenderParts> = {}): Promise<(string | null)[]> {
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  const sender = createWebhookSender({
    hosts: [],
    ports: [String(port), '443'],
    resolve,
    ...parts,
  });
  const answers = [await sender.send({ ...EVENT, url }), await sender.validate(url, 'token')];
  return answers.map(({ error }) => error);
}

/** `P`: the port of the trap. */
const LITERALS = [
  'https://127.0.0.1:P/',
  'https://127.1:P/',
  'https://2130706433:P/',
  'https://0x7f000001:P/',
  'https://0x7f.0.0.1:P/',
  'https://0177.0.0.1:P/',
  'https://017700000001:P/',
  'https://127.0.0.1.:P/',
  'https://0:P/',
  'https://0.0.0.0:P/',
  'https://①②⑦.⓪.⓪.①:P/',
  'https://127。0。0。1:P/',
  'https://%31%32%37.0.0.1:P/',
  'https://[::1]:P/',
  'https://[::]:P/',
  'https://[::ffff:127.0.0.1]:P/',
  'https://[::ffff:7f00:1]:P/',
  'https://[0:0:0:0:0:ffff:7f00:0001]:P/',
  'https://[::127.0.0.1]:P/',
  'https://[64:ff9b::7f00:1]:P/',
  'https://[2002:7f00:1::]:P/',
  'https://[fe80::1]:P/',
  'https://10.0.0.1/',
  'https://172.16.0.1/',
  'https://192.168.0.1/',
  'https://169.254.169.254/metadata/identity/oauth2/token',
  'https://168.63.129.16/',
  'https://8.8.8.8/',
  'https://localhost:P/',
  'https://LOCALHOST:P/',
  'https://localhost.:P/',
  'https://hook.localhost:P/',
  'https://user@hook.example.com:P/',
  'https://user:secret@hook.example.com:P/',
  'https://@hook.example.com:P/',
  'https://hook.example.com@127.0.0.1:P/',
  'https://hook.example.com:443@127.0.0.1:P/',
  'http://hook.example.com:P/',
  'http://127.0.0.1:P/',
  'https://hook.example.com:22/',
  'https://hook.example.com:8080/',
  'https://hook.example.com:0/',
  'ftp://hook.example.com:P/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:P/',
  'javascript:alert(1)',
  'data:text/plain,hello',
  '//127.0.0.1:P/',
  'https:/\\127.0.0.1:P/',
  'https://',
  '',
];

/** What a name may be answered with. */
const RESOLVED = [
  '127.0.0.1',
  '127.8.8.8',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '168.63.129.16',
  '100.64.0.1',
  '100.127.255.254',
  '192.0.0.8',
  '192.0.2.1',
  '192.88.99.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::7f00:1',
  '64:ff9b:1::7f00:1',
  '100::1',
  '2001::7f00:1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%lo',
  'fec0::1',
  'ff02::1',
  'not an address',
];

it('the trap is no dummy: where the operator names the host, it is reached', async () => {
  await call(`http://127.0.0.1:${port}/`, { hosts: [`127.0.0.1:${port}`] });
  expect(connections).toBe(2);
});

describe('nobody is called', () => {
  test('by more than sixty addresses', () => {
    expect(LITERALS.length + RESOLVED.length).toBeGreaterThan(60);
  });

  test.each(LITERALS)('at %j', async (address) => {
    for (const error of await call(address.replaceAll('P/', `${port}/`)))
      expect(error).toEqual(expect.any(String));
    expect(connections).toBe(0);
  });

  test.each(RESOLVED)('where a name leads to %s, alone or beside a public address', async (bad) => {
    const found = [bad, '1.1.1.1'].map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }));
    for (const addresses of [found, [...found].reverse(), found.slice(0, 1)]) {
      const errors = await call(`https://hook.example.com:${port}/`, {
        resolve: async () => addresses,
      });
      for (const error of errors) expect(error).toContain('not a public one');
    }
    expect(isPublicAddress(bad)).toBe(false);
    expect(connections).toBe(0);
  });

  test('where a name leads nowhere', async () => {
    const errors = await call(`https://hook.example.com:${port}/`, { resolve: async () => [] });
    expect(errors).not.toContain(null);
    expect(connections).toBe(0);
  });
});

test.each(['1.1.1.1', '20.50.2.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a01:111::1'])(
  '%s is public',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);
