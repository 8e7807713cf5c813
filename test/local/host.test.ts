/** The local host over real HTTP and real queues, with the fixture functions. */
import { request } from 'node:http';
import { join } from 'node:path';
import { QueueClient } from '@azure/storage-queue';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalHost, startLocalHost } from '../../src/local/host/local-host.ts';
import { isolatedStorage } from '../support/azurite.ts';
import { recorded } from './fixtures/recorded.ts';

const root = join(import.meta.dirname, 'fixtures');
const storage = isolatedStorage();
const queue = new QueueClient(storage, 'relayed');
const poison = new QueueClient(storage, 'relayed-poison');
const logged: string[] = [];
let host: LocalHost;

beforeAll(async () => {
  await queue.create();
  host = await startLocalHost({
    root,
    entryFiles: ['functions/*.ts'],
    port: 0,
    environment: {
      AzureWebJobsStorage: storage,
      RELAY_QUEUE: 'relayed',
      'AzureWebJobs.switchedOff.Disabled': 'true',
    },
    log: (_, message) => logged.push(message),
  });
});
afterAll(() => host.stop());

function send(text: string): Promise<unknown> {
  return queue.sendMessage(Buffer.from(text).toString('base64'));
}

function seen(text: string): number[] {
  return recorded.messages
    .filter((each) => JSON.stringify(each.text).includes(text))
    .map((each) => each.dequeueCount);
}

describe('HTTP functions', () => {
  test('get route values, query and body', async () => {
    const answer = await fetch(`${host.url}/ITEMS/42/a%20b?x=1&X=2&y=`, {
      method: 'PATCH',
      body: '{"a":1}',
    });
    expect(await answer.json()).toEqual({
      params: { id: '42', part: 'a b' },
      query: { x: '1,2', y: '' },
      body: '{"a":1}',
      method: 'PATCH',
      url: `${host.url}/ITEMS/42/a%20b?x=1&X=2&y=`,
    });
  });

  test('leave what no constraint or method fits to the next, or to an empty 404', async () => {
    const rest = await fetch(`${host.url}/items/none`);
    expect(await rest.text()).toBe('rest:items/none');
    const missing = await fetch(`${host.url}/items/42`, { method: 'DELETE' });
    expect([missing.status, await missing.text()]).toEqual([404, '']);
  });

  test('answer status, headers, cookies and bytes untouched', async () => {
    const sent = Uint8Array.from({ length: 3_000_000 }, (_, index) => index % 256);
    const answer = await fetch(`${host.url}/bytes`, { method: 'POST', body: sent });
    expect(answer.status).toBe(203);
    expect(answer.headers.get('x-fixture')).toBe('yes');
    expect(answer.headers.getSetCookie()).toEqual([
      'a=1; path=/',
      'b=2; path=/; samesite=strict; httponly',
    ]);
    expect(Buffer.compare(Buffer.from(await answer.arrayBuffer()), Buffer.from(sent))).toBe(0);
  });

  test('that throw are an empty 500 and one line in the log', async () => {
    const answer = await fetch(`${host.url}/fails`);
    expect([answer.status, await answer.text()]).toEqual([500, '']);
    expect(logged.filter((line) => line.includes('on purpose'))).toHaveLength(1);
  });

  test('get a line for each thing they log, whatever they say', async () => {
    expect((await fetch(`${host.url}/complains`)).status).toBe(200);
    const lines = logged.filter((line) => line.startsWith('complains'));
    expect(lines).toEqual([
      expect.stringMatching(/^complains: it broke Error: over many lines/),
      'complains: worth a line',
    ]);
    expect(lines[0]).not.toContain('\n');
  });

  test('that answer nothing are 204', async () => {
    expect((await fetch(`${host.url}/nothing`)).status).toBe(204);
  });

  test('that are switched off are not there', async () => {
    expect(await (await fetch(`${host.url}/off`)).text()).toBe('rest:off');
  });

  test('without a Content-Length lose their body, as on the real host', async () => {
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('lost'));
        controller.close();
      },
    });
    const answer = await fetch(`${host.url}/items/1`, {
      method: 'POST',
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect(await answer.json()).toMatchObject({ body: '' });
  });
});

describe('queue functions', () => {
  test('try a failing message again until it succeeds', async () => {
    await send('{"name":"second time","failures":1}');
    await host.idle();
    expect(seen('second time')).toEqual([1, 2]);
  });

  test('give a message up after maxDequeueCount attempts and keep it in the poison queue', async () => {
    await send('{"name":"hopeless","failures":99}');
    await host.idle();
    expect(seen('hopeless')).toEqual([1, 2, 3]);
    const [message] = (await poison.receiveMessages()).receivedMessageItems;
    expect(Buffer.from(message!.messageText, 'base64').toString()).toContain('hopeless');
    expect((await queue.getProperties()).approximateMessagesCount).toBe(0);
  });

  test('never see a message that can not be decoded', async () => {
    const before = recorded.messages.length;
    await queue.sendMessage('not base64!');
    await host.idle();
    expect(recorded.messages).toHaveLength(before);
    const [message] = (await poison.receiveMessages()).receivedMessageItems;
    expect(message!.messageText).toBe('not base64!');
  });

  test('receive each item that an output binding was given', async () => {
    await fetch(`${host.url}/relay`, { method: 'POST', body: '[{"item":"first"},"second item"]' });
    await host.idle();
    expect(seen('first')).toEqual([1]);
    expect(recorded.messages.at(-1)?.text).toBe('second item');
  });

  test('leave messages lying while they are paused', async () => {
    await host.pauseQueue('work');
    await send('"patient"');
    await host.idle();
    expect(seen('patient')).toEqual([]);
    host.resumeQueue('work');
    await host.idle();
    expect(seen('patient')).toEqual([1]);
  });

  test('work through many messages', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => send(`"many ${index}"`)));
    await host.idle();
    expect(seen('many')).toHaveLength(40);
  });
});

describe('functions fired by hand', () => {
  test('are timers, once a call', async () => {
    await host.fire('tick');
    expect(recorded.timers).toEqual([
      { schedule: { adjustForDST: true }, scheduleStatus: null, isPastDue: false },
    ]);
    const answer = await fetch(`${host.url}/admin/functions/Tick`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(202);
    await host.idle();
    expect(recorded.timers).toHaveLength(2);
  });

  test('report their failure to the caller', async () => {
    await expect(host.fire('tick')).rejects.toThrow('ticked too often');
  });

  test('are queue functions, with the input as message', async () => {
    await host.fire('work', { name: 'by hand' });
    expect(seen('by hand')).toEqual([1]);
  });

  test('have to exist', async () => {
    await expect(host.fire('nobody')).rejects.toThrow("named 'nobody'");
    const answer = await fetch(`${host.url}/admin/functions/nobody`, { method: 'POST' });
    expect(answer.status).toBe(404);
  });
});

/** The status of a request whose path and headers go out as they are. */
function statusOf(path: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  const { hostname, port } = new URL(host.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on('error', reject).end();
  });
}

test('an address that is none is refused, one that only looks odd is served', async () => {
  expect(await statusOf('/items/none', { host: 'localhost@evil' })).toBe(400);
  expect(await statusOf('//items/none')).not.toBe(500);
});

test('the admin routes answer programs on this machine, not pages in its browser', async () => {
  // Others get what any path gets here: the answer of the fixture that takes the rest.
  expect(await statusOf('/admin/functions/nobody')).toBe(404);
  expect(await statusOf('/admin/functions/nobody', { origin: 'https://example.com' })).toBe(200);
  expect(await statusOf('/admin/functions/nobody', { host: 'evil.example' })).toBe(200);
});

test('the host says that it runs', async () => {
  const answer = await fetch(`${host.url}/admin/host/status`);
  expect(await answer.json()).toMatchObject({ state: 'Running' });
});
