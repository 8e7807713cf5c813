/** What reaches a log holds nothing that opens a door. */
import { inspect } from 'node:util';
import { TableClient } from '@azure/data-tables';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeError, scrubbedError, scrubText } from '../../src/util/scrub.ts';
import { isolatedStorage } from '../support/azurite.ts';

const KEY =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const JWT = 'eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJvaWQiOiJ4In0.c2lnbmF0dXJl-_x';

describe('a text for the log', () => {
  it.each([
    [`DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${KEY};X=y`, KEY],
    [`The key is ${KEY}, as it stands`, KEY],
    ['https://a.table.core.windows.net/t?sv=2020&sig=Ab%2Bc%3D&se=2026', 'Ab%2Bc%3D'],
    ['https://a.azurewebsites.net/api/x?code=functionkey123', 'functionkey123'],
    [`Authorization: Bearer ${JWT}`, JWT],
    [`token ${JWT} was refused`, JWT],
    ['{"headers":{"authorization":"SharedKey a:bm90IHRvIGJlIHNlZW4="}}', 'bm90IHRvIGJlIHNlZW4='],
    ["{ authorization: 'SharedKeyLite a:bm90IHRvIGJlIHNlZW4=' }", 'bm90IHRvIGJlIHNlZW4='],
    ['Cookie: AppServiceAuthSession=verysecret; other=alsosecret', 'alsosecret'],
    ['x-functions-key: verysecret', 'verysecret'],
    ['grant_type=x&client_secret=verysecret&scope=y', 'verysecret'],
    ['{"access_token":"verysecret","expires_in":1}', 'verysecret'],
    ['{"password" : "very\\"secret"}', 'secret"'],
    ['-----BEGIN PRIVATE KEY-----\nMIIEverysecret\n-----END PRIVATE KEY-----', 'MIIEverysecret'],
  ])('loses what is secret: %s', (text, secret) => {
    expect(scrubText(text)).not.toContain(secret);
    expect(scrubText(text)).toContain('[removed]');
  });

  it.each([
    'Storage could not get groups (a meta), 503 ServerBusy: The server is busy.',
    'Error: connect ECONNREFUSED 127.0.0.1:10002 code: ECONNREFUSED',
    '{"code":"Request_BadRequest","message":"Unexpected token }"}',
    'Request b1c0aaaa-0000-4000-8000-000000000000 failed.',
    'Basic settings are missing: MUSTER_ISSUERS',
  ])('keeps everything else: %s', (text) => {
    expect(scrubText(text)).toBe(text);
  });

  it('is scrubbed in time that grows with its length, whatever it is', () => {
    const pieces = fc.constantFrom(
      ...['authorization', '"', "'", ':', ' ', '=', '\\', 'eyJ', 'aaaaaaaa', '.', 'sig', ';'],
      ...['-----BEGIN A-----', 'password', 'Bearer ', KEY, '\n', 'x-ms-token-'],
    );
    const texts = fc
      .tuple(fc.array(pieces, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 3_000 }))
      .map(([some, times]) => some.join('').repeat(times));
    const began = performance.now();
    void fc.assert(
      fc.property(texts, (text) => scrubText(text).length <= 40_000),
      { numRuns: 300 },
    );
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it.each(['eyJ-', 'x-ms-token-'])('is scrubbed at once when it is nothing but %s', (piece) => {
    const text = piece.repeat(4_000);
    const began = performance.now();
    for (let time = 0; time < 40; time++) scrubText(text);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('an error for the log', () => {
  it('of the storage client says what went wrong and nothing of the request', async () => {
    const wrongKey = Buffer.alloc(64, 7).toString('base64');
    const connection = isolatedStorage().replace(/AccountKey=[^;]+/, `AccountKey=${wrongKey}`);
    const client = TableClient.fromConnectionString(connection, 'rules', {
      allowInsecureConnection: true,
      retryOptions: { maxRetries: 0 },
    });
    const error: unknown = await client.getEntity('a', 'b').catch((reason: unknown) => reason);
    // What makes the test worth having: the error itself holds the request, signed.
    const request: unknown = Reflect.get(Object(error), 'request');
    expect(inspect(Object(request).headers, { depth: 9 }).toLowerCase()).toContain('sharedkey');
    for (const told of [describeError(error), toldBy(scrubbedError(error))]) {
      expect(told).toContain('RestError');
      expect(told).not.toMatch(/SharedKey \S*muster|SharedKeyLite \S*muster|AccountKey=[^[]/i);
      expect(told).not.toContain(wrongKey);
    }
  });

  it('names its causes, however they go round', () => {
    const first = new Error(`first AccountKey=${KEY}`);
    const second = new Error('second', { cause: first });
    first.cause = second;
    const told = describeError(second);
    expect(told).toMatch(/^Error: second[\s\S]*Caused by: Error: first AccountKey=\[removed\]/);
    expect(toldBy(scrubbedError(second))).not.toContain(KEY);
  });

  it('may be anything that can be thrown', () => {
    for (const thrown of [
      'sig=abc',
      null,
      undefined,
      5,
      { toString: () => 'sig=abc' },
      Symbol('x'),
    ])
      expect(describeError(thrown)).not.toContain('abc');
  });
});

/** All that a host could write of it. */
function toldBy(error: Error): string {
  return `${inspect(error, { depth: 9, showHidden: true })} ${error.stack} ${error.message}`;
}
