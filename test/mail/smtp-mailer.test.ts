/** What is known of a mail after each way in which a server can treat it, over real connections. */
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSmtpUrl } from '../../src/mail/read-smtp-url.ts';
import { createSmtpMailer } from '../../src/mail/smtp-mailer.ts';
import type { Mail, MailOutcome } from '../../src/ports/mail-ports.ts';
import { freePort } from '../support/local-host.ts';
import { type MailServer, type Manner, startMailServer } from '../support/mail-server.ts';

let server: MailServer;

beforeAll(async () => {
  server = await startMailServer();
});

afterAll(() => server.stop());

function send(url: string, more: Partial<Mail> = {}): Promise<MailOutcome> {
  const at = readSmtpUrl(url);
  if (at === null) throw new Error(url);
  return createSmtpMailer(at, 'Groups <groups@contoso.com>').send({
    messageId: 'welcome.1.2.3@contoso.com',
    to: ['adele@contoso.com'],
    subject: 'Welcome',
    text: 'Hello',
    html: '<p>Hello</p>',
    language: 'en',
    ...more,
  });
}

async function sendTo(manner: Manner): Promise<MailOutcome> {
  server.manner = () => manner;
  return send(server.url);
}

test.each([
  ['take', 'accepted', 1],
  ['laterAtRecipient', 'deferred', 0],
  ['laterAfterData', 'deferred', 0],
  ['refuseRecipient', 'refused', 0],
  ['refuseAfterData', 'refused', 0],
  ['dieInData', 'inDoubt', 0],
  ['takeAndDie', 'inDoubt', 1],
] as const)('%s: %s', async (manner, kind, taken) => {
  const before = server.received.length;
  expect((await sendTo(manner)).kind).toBe(kind);
  expect(server.received.length - before).toBe(taken);
});

test('nobody listens: the mail is as it was', async () => {
  expect((await send(`smtp://127.0.0.1:${await freePort()}`)).kind).toBe('unreachable');
});

test.each([
  ['a greeting that sends everybody away', '554 Go away\r\n'],
  ['a greeting that is none', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
])('%s is no word about the mail', async (_, greeting) => {
  const other = createServer((socket) => socket.end(greeting));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' ? address?.port : 0;
  expect((await send(`smtp://127.0.0.1:${port}`)).kind).toBe('unreachable');
  other.close();
});

test('a password is in no reason, and is not sent where the connection is open to be read', async () => {
  const outcome = await send(`smtp://robot:secret1@127.0.0.1:${server.port}`);
  expect(outcome.kind).toBe('unreachable');
  expect(JSON.stringify(outcome)).not.toContain('secret1');
  const far = readSmtpUrl('smtp://robot:secret1@mail.example.com');
  expect(far).toMatchObject({ requireTLS: true, port: 587 });
});

test('names can neither add headers nor markup, and arrive as they are', async () => {
  server.manner = () => 'take';
  const outcome = await send(server.url, {
    subject: 'Welcome\r\nBcc: eve@contoso.com',
    text: 'Привет, Адель',
  });
  expect(outcome.kind).toBe('accepted');
  const { raw = '', to } = server.received.at(-1) ?? {};
  expect(to).toEqual(['adele@contoso.com']);
  const headers = raw.slice(0, raw.indexOf('\r\n\r\n'));
  expect(headers).not.toMatch(/^Bcc:/im);
  expect(headers).toMatch(/^Message-ID: <welcome\.1\.2\.3@contoso\.com>$/m);
  expect(headers).toMatch(/^Auto-Submitted: auto-generated$/m);
  expect(headers).toMatch(/^Content-Language: en$/m);
  expect(raw).toContain('multipart/alternative');
});
