/** `muster import` against a server on tables in memory: as a shell would call it. */
import { describe, expect, it } from 'vitest';
import { guid, ndjson, user } from '../operations/import-client.ts';
import { TestServer } from '../operations/test-server.ts';
import { muster } from '../support/memory-io.ts';
import { asking } from './asking.ts';

const file = ndjson(
  user(1),
  { ...user(2), city: 5 },
  user(3, { manager: guid(9) }),
  user(4, { manager: guid(1) }),
);

describe('muster import', () => {
  it('brings a file over and reports bad lines by their number in it', async () => {
    const server = new TestServer();
    const files = { 'people.ndjson': `\n${file}` };
    const ran = await muster(['import', 'people.ndjson'], { files, ...asking(server) });
    expect(ran.status).toBe(1);
    expect(ran.err).toEqual([
      expect.stringMatching(/^people\.ndjson:3: city: Invalid value .*Expected: a text/),
      `people.ndjson:4: manager: The manager ${guid(9)} does not exist.`,
    ]);
    expect(ran.out).toEqual([
      expect.stringMatching(
        /^Import [0-9a-f-]{36}: 4 lines, 3 created, 0 changed, 0 unchanged, 2 failed\.$/,
      ),
    ]);
    const again = await muster(['import', 'people.ndjson', '--report', 'json'], {
      files,
      ...asking(server),
    });
    expect(JSON.parse(again.out[0] ?? '')).toMatchObject({
      lines: 4,
      created: 0,
      unchanged: 3,
      failed: 2,
      errors: [
        { file: 'people.ndjson', line: 3, code: 'InvalidValue', target: 'city' },
        { file: 'people.ndjson', line: 4, code: 'ReferenceNotFound' },
      ],
    });
  });

  it('ends with 0 when every line was applied', async () => {
    const server = new TestServer();
    const files = {
      'a.ndjson': ndjson(user(1, { manager: guid(2) })),
      'b.csv': `type,id,displayName,accountEnabled,userPrincipalName,mailNickname\nuser,${guid(2)},Two,true,two@contoso.com,two\n`,
    };
    const ran = await muster(['import', 'a.ndjson', 'b.csv'], { files, ...asking(server) });
    expect([ran.status, ran.err]).toEqual([0, []]);
    const { body } = await server.get(`/v1.0/users/${guid(1)}/manager`);
    expect(body.id).toBe(guid(2));
  });

  it('--strict writes nothing when a line of any file is bad', async () => {
    const server = new TestServer();
    const files = { 'good.ndjson': ndjson(user(5, { manager: guid(6) })), 'people.ndjson': file };
    const ran = await muster(['import', '--strict', 'good.ndjson', 'people.ndjson'], {
      files,
      ...asking(server),
    });
    expect(ran.status).toBe(1);
    expect(ran.err.map((line) => line.split(': ')[0])).toEqual([
      'people.ndjson:2',
      'good.ndjson:1',
      'people.ndjson:3',
    ]);
    expect((await server.get('/v1.0/users')).body.value).toEqual([]);
    const mended = { 'good.ndjson': files['good.ndjson'], 'more.ndjson': ndjson(user(6)) };
    const second = await muster(['import', '--strict', 'good.ndjson', 'more.ndjson'], {
      files: mended,
      ...asking(server),
    });
    expect([second.status, second.err]).toEqual([0, []]);
    expect((await server.get('/v1.0/users')).body.value).toHaveLength(2);
  });

  it('waits as long as the server says, and sends a part again', async () => {
    const server = new TestServer();
    let refusals = 0;
    const busy = asking(server, (url) =>
      url.includes('/parts/') && refusals++ < 2
        ? new Response('{}', {
            status: refusals === 1 ? 429 : 503,
            headers: { 'retry-after': '7' },
          })
        : null,
    );
    const ran = await muster(['import', 'a.ndjson'], {
      files: { 'a.ndjson': ndjson(user(1)) },
      ...busy,
    });
    expect(ran.status).toBe(0);
    expect(busy.waits).toEqual([7_000, 7_000]);
  });

  it('--resume goes on where an import stopped, and still knows the lines that were bad', async () => {
    const server = new TestServer();
    const lines = Array.from({ length: 45_000 }, (_, at) => (at === 10 ? '{' : '')).join('\n');
    const files = { 'a.ndjson': `${lines}\n${ndjson(user(1))}` };
    const dying = asking(server, (url) =>
      url.includes('/parts/2') ? new Response('{}', { status: 400 }) : null,
    );
    const first = await muster(['import', 'a.ndjson'], { files, ...dying });
    expect(first.status).toBe(2);
    const { value } = (await server.get('/muster/v1/imports')).body;
    const puts: string[] = [];
    const seeing = asking(server, (url, { method }) => {
      if (method === 'PUT') puts.push(url.replace(/.*parts/, 'parts'));
      return null;
    });
    const ran = await muster(['import', 'a.ndjson', '--resume', value[0].id], { files, ...seeing });
    expect(ran.status).toBe(1);
    expect(puts).toEqual(['parts/2']);
    expect(ran.err).toEqual(['a.ndjson:11: The line is not JSON.']);
    const third = await muster(['import', 'a.ndjson', '--resume', value[0].id], {
      files,
      ...asking(server),
    });
    expect(third).toMatchObject({ status: 2, err: [expect.stringContaining('is complete')] });
  });

  it.each([
    [['import'], /takes one or more files/],
    [['import', 'x.txt'], /does not say what it is/],
    [['import', 'nowhere.ndjson'], /nowhere\.ndjson cannot be read: there is no such file/],
    [['import', '--strict', '-'], /standard input/],
    [['export', '--format', 'csv'], /add --type/],
  ])('%j is told in a sentence', async (words, sentence) => {
    const ran = await muster(words, asking(new TestServer()));
    expect([ran.status, ran.err.join('\n')]).toEqual([2, expect.stringMatching(sentence)]);
  });

  it('says so when nobody is there, and asks with the token it is given', async () => {
    const files = { 'a.ndjson': ndjson(user(1)) };
    const ran = await muster(['import', 'a.ndjson'], { files });
    expect(ran).toMatchObject({
      status: 2,
      err: ['http://127.0.0.1:7071 cannot be reached: nobody is there.'],
    });
    const asked: (string | null)[] = [];
    await muster(['export'], {
      environment: { MUSTER_URL: 'https://groups.example.com/', MUSTER_TOKEN: 'secret' },
      fetch: async (url, init) => {
        asked.push(url, new Headers(init.headers).get('authorization'));
        return new Response('{"value":[]}');
      },
    });
    expect(asked.slice(0, 2)).toEqual([
      'https://groups.example.com/muster/v1/exports/users?$top=999',
      'Bearer secret',
    ]);
  });
});
