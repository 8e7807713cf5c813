/** Requests that nobody means well with, as they stand on the wire. None of them may write anything. */
import { gzipSync } from 'node:zlib';

export interface HostileRequest {
  readonly name: string;
  readonly bytes: Buffer;
  /** Ends before the request does: the server waits for the rest, and answers nobody else later for it. */
  readonly isUnfinished?: true;
}

/** What there is to be attacked. */
export interface Targets {
  readonly user: string;
  readonly group: string;
  readonly rule: string;
}

const NOBODY = '00000000-1111-4222-8333-444444444444';
const HOST = 'Host: localhost:7071';

export function hostileRequests(targets: Targets): readonly HostileRequest[] {
  return [...withBodies(targets), ...withAddresses(targets), ...withHeaders(targets), ...broken()];
}

function withBodies({ user, group, rule }: Targets): readonly HostileRequest[] {
  const places = [
    'POST /v1.0/users',
    'POST /v1.0/groups',
    'POST /beta/devices',
    'POST /v1.0/applications',
    `PATCH /v1.0/users/${NOBODY}`,
    `PATCH /beta/groups/${NOBODY}`,
    `POST /v1.0/groups/${group}/members/$ref`,
    `PUT /v1.0/users/${user}/manager/$ref`,
    `PATCH /muster/v1/groups/${rule}`,
    'PATCH /muster/v1/guard',
    'POST /muster/v1/pause-all',
    `POST /muster/v1/holds/${NOBODY}/release`,
    `PUT /muster/v1/imports/${NOBODY}/parts/1`,
  ];
  return places.flatMap((place) =>
    Object.entries(bodies()).map(([name, [body, ...headers]]) => ({
      name: `${place} with ${name}`,
      bytes: message(`${place} HTTP/1.1`, headers, body),
    })),
  );
}

type Body = readonly [body: string | Buffer, ...headers: readonly string[]];

function bodies(): Readonly<Record<string, Body>> {
  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  const gzip = 'Content-Encoding: gzip';
  const bomb = gzipSync(Buffer.alloc(64 * 1_048_576, ' '));
  return {
    nothing: [''],
    null: ['null'],
    'a list': ['[{"displayName":"x"}]'],
    'a text': ['"displayName"'],
    'half an object': ['{"displayName":"x"'],
    'a comma too many': ['{"displayName":"x",}'],
    'a comment': ['{"displayName":"x"/*,*/}'],
    'single quotes': ["{'displayName':'x'}"],
    NaN: ['{"displayName":NaN}'],
    Infinity: ['{"blankedShare":Infinity,"guard":-Infinity}'],
    'a number beyond all': [
      '{"blankedShare":1e999,"guard":{"minimumSize":1e999},"diffHash":1e999}',
    ],
    'a number below all': ['{"blankedShare":-1e999,"guard":{"minimumSize":-1e999}}'],
    'a huge integer': [`{"blankedShare":${'9'.repeat(400)},"displayName":${'9'.repeat(400)}}`],
    'a mark of byte order and a list': [Buffer.from('\ufeff["x"]')],
    'another encoding': [Buffer.from('{"displayName":"x"}', 'utf16le')],
    'bytes that are no text': [Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    'an overlong character': [Buffer.from([0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d])],
    'half a character': ['{"displayName":"\\ud800","@odata.id":"\\udfff","reason":7}'],
    'a zero in a name': ['{"display\\u0000Name":"x"}'],
    'a prototype': [
      '{"__proto__":{"polluted":true},"displayName":{"__proto__":{"polluted":true}}}',
    ],
    'a constructor': ['{"constructor":{"prototype":{"polluted":true}},"toString":1}'],
    'names of methods as values': ['{"displayName":{"toString":1,"valueOf":2,"length":-1}}'],
    'a name twice': ['{"displayName":"x","displayName":{"polluted":true},"reason":"x","reason":1}'],
    'an address of ours elsewhere': ['{"@odata.id":"file:///etc/passwd"}'],
    'brackets without end': ['['.repeat(100_000)],
    '33 levels': [deep(34)],
    '100,000 levels': [deep(100_000)],
    'a hundred thousand members': [`{"a":[${'0,'.repeat(100_000)}0]}`],
    'more than it may have': [`{"displayName":"${'x'.repeat(1_100_000)}"}`],
    'a bomb': [bomb, gzip],
    'a bomb in a bomb': [gzipSync(bomb), gzip],
    'half a packed body': [gzipSync('{"displayName":"x"}').subarray(0, 20), gzip],
    'packed, which it is not': ['{"displayName":"x"}', gzip],
    'packed in another way': ['{"displayName":"x"}', 'Content-Encoding: br'],
    'packed twice': [gzipSync(gzipSync('{}')), 'Content-Encoding: gzip, gzip'],
  };
}

function withAddresses({ user, group }: Targets): readonly HostileRequest[] {
  const keys = [
    ...['%00', '%zz', '%', '%c0%ae%c0%ae', '..%2f..%2f', '..', '%2e%2e%2f', '....//', '%5c..%5c'],
    ...[
      '__proto__',
      'constructor',
      'toString',
      "('x')",
      "('')')",
      "(id='x",
      '()',
      '%27%20or%20%271',
    ],
    ...[
      "x'%20or%20RowKey%20ne%20'",
      '$ref',
      '$value',
      '%E2%80%AE@x.y',
      '%ED%A0%80',
      '%F4%90%80%80',
    ],
    ...['x'.repeat(3_000), '%25'.repeat(1_000), '/'.repeat(500), `${user}%00`, '*', '-1', '1e999'],
  ];
  const queries = [
    ...['?$top=-1', '?$top=1e9', `?$top=${'9'.repeat(300)}`, '?$top=NaN', '?$skip=-1'],
    ...['?$skiptoken=%00', '?$skiptoken=__proto__', `?$skiptoken=${'A'.repeat(4_000)}`],
    ...['?$select=__proto__', '?$select=constructor', `?$select=${'id,'.repeat(2_000)}id`],
    ...[`?$filter=${'('.repeat(3_000)}`, `?$filter=${'not%20'.repeat(1_000)}true`, '?$filter=%00'],
    ...[`?$filter=displayName%20eq%20'${"''".repeat(2_000)}`, '?$orderby=__proto__', '?$expand=*'],
    ...['?$search=%22', '?$search="a:b"', '?$count=maybe', '?&&&&=&=&', '?%00=%00', '?$format=xml'],
    ...['?__proto__[x]=1', '?constructor=1', `?${'a=1&'.repeat(2_000)}`, `?x=${'y'.repeat(9_000)}`],
  ];
  const paths = [
    ...keys.flatMap((key) => [
      `GET /v1.0/users/${key}`,
      `DELETE /v1.0/groups/${key}`,
      `PATCH /muster/v1/groups/${key}`,
    ]),
    ...queries.flatMap((query) => [
      `GET /v1.0/users${query}`,
      `GET /beta/groups/${group}/members${query}`,
    ]),
    ...[
      `GET /${'x/'.repeat(3_000)}`,
      'GET //////',
      'GET /\\..\\',
      'GET /v1.0/%2e%2e/muster/v1/poison',
    ],
    ...['TRACE /v1.0/users', 'CONNECT localhost:7071', 'OPTIONS *', 'PROPFIND /v1.0/users'],
    ...[
      'GET http://evil.example.com/v1.0/users',
      'GET file:///etc/passwd',
      'POST /admin/functions/x',
    ],
    ...[
      'DELETE /v1.0/users',
      'DELETE /muster/v1/poison/__proto__',
      'POST /muster/v1/poison/%00/replay',
    ],
  ];
  return paths.map((path) => ({ name: path.slice(0, 90), bytes: message(`${path} HTTP/1.1`, []) }));
}

/** With each of these a user would be deleted, were it not refused or of no one. */
function withHeaders({ group }: Targets): readonly HostileRequest[] {
  const lists: Readonly<Record<string, readonly string[]>> = {
    'two thousand headers': Array.from({ length: 2_000 }, (_, at) => `X-${at}: ${at}`),
    'a long header': [`X-Long: ${'x'.repeat(60_000)}`],
    'a long token': [`Authorization: Bearer ${'a.'.repeat(10_000)}`],
    'no token': ['Authorization: Bearer null', 'Authorization: Basic Og=='],
    'a forged principal': ['X-MS-CLIENT-PRINCIPAL: e30=', 'X-MS-CLIENT-PRINCIPAL-ID: x'],
    'a role that nobody has': ['X-Muster-Act-As: __proto__;constructor'],
    'another host by a proxy': ['X-Forwarded-Host: evil.example.com', 'X-Forwarded-Proto: gopher'],
    'a list of proxies': [`X-Forwarded-For: ${'1.2.3.4, '.repeat(2_000)}`],
    'a page of another site': ['Origin: https://evil.example.com', 'Referer: https://evil'],
    'a preflight': ['Access-Control-Request-Method: DELETE', 'Origin: null'],
    'an ETag without end': [`If-Match: W/"muster-${'A'.repeat(20_000)}`],
    'an ETag of nothing': ['If-Match: W/"muster-__proto__"', 'If-None-Match: *'],
    'ids that are none': ['client-request-id: <script>', 'traceparent: 00-zz-zz-zz'],
    'a long trace': [
      `traceparent: 00-${'0'.repeat(32)}-${'0'.repeat(16)}-ff`,
      `tracestate: ${'a=b,'.repeat(3_000)}`,
    ],
    'a range': ['Range: bytes=-1,0-0,9-1', 'Accept: ../../etc/passwd', 'Accept-Language: *;q=9'],
    'a key that is none': [`Idempotency-Key: "${'x'.repeat(5_000)}"`],
    'an override': ['X-HTTP-Method-Override: DELETE', 'X-Original-URL: /admin', 'X-Rewrite-Url: /'],
    'a wish to change protocol': [
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Key: x',
    ],
    'an expectation': ['Expect: the unexpected'],
    'types that are none': [
      'Content-Type: application/json; charset=utf-7',
      'Accept: application/xml',
    ],
    preferences: [`Prefer: ${'respond-async,'.repeat(1_000)}`, 'ConsistencyLevel: __proto__'],
  };
  const places = [`DELETE /v1.0/users/${NOBODY}`, `GET /v1.0/groups/${group}`];
  return Object.entries(lists).flatMap(([name, headers]) =>
    places.map((place) => ({
      name: `${place} with ${name}`,
      bytes: message(`${place} HTTP/1.1`, headers),
    })),
  );
}

/** What is no HTTP, or not whole. */
function broken(): readonly HostileRequest[] {
  const post = 'POST /v1.0/users HTTP/1.1';
  const raw: Readonly<Record<string, string>> = {
    'no host': 'DELETE /v1.0/users/x HTTP/1.1\r\n\r\n',
    'two hosts': `GET / HTTP/1.1\r\n${HOST}\r\nHost: evil.example.com\r\n\r\n`,
    'an empty host': 'GET /v1.0/users HTTP/1.1\r\nHost: \r\n\r\n',
    'a host with a name in it': 'GET /v1.0/users HTTP/1.1\r\nHost: a@localhost:7071\r\n\r\n',
    'a host that is none': 'GET /v1.0/users HTTP/1.1\r\nHost: [::1\r\n\r\n',
    'another host': 'GET /v1.0/users HTTP/1.1\r\nHost: evil.example.com\r\n\r\n',
    'a negative length': `${post}\r\n${HOST}\r\nContent-Length: -1\r\n\r\n{}`,
    'a length with a sign': `${post}\r\n${HOST}\r\nContent-Length: +2\r\n\r\n{}`,
    'a length that is none': `${post}\r\n${HOST}\r\nContent-Length: 0x10\r\n\r\n{}`,
    'a length beyond all': `${post}\r\n${HOST}\r\nContent-Length: ${'9'.repeat(40)}\r\n\r\n{}`,
    'two lengths': `${post}\r\n${HOST}\r\nContent-Length: 2\r\nContent-Length: 20\r\n\r\n{}`,
    'length and chunks': `${post}\r\n${HOST}\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    'chunks that are none': `${post}\r\n${HOST}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
    'a negative chunk': `${post}\r\n${HOST}\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n`,
    'a chunk beyond all': `${post}\r\n${HOST}\r\nTransfer-Encoding: chunked\r\n\r\n${'f'.repeat(20)}\r\n{}`,
    'a chunk with much behind it': `${post}\r\n${HOST}\r\nTransfer-Encoding: chunked\r\n\r\n2;${'x'.repeat(40_000)}\r\n{}\r\n0\r\n\r\n`,
    'a flood behind the last chunk': `${post}\r\n${HOST}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n${'X: y\r\n'.repeat(9_000)}\r\n`,
    'another transfer': `${post}\r\n${HOST}\r\nTransfer-Encoding: gzip\r\n\r\n{}`,
    'a transfer in disguise': `${post}\r\n${HOST}\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
    'a request in a body': `${post}\r\n${HOST}\r\nContent-Length: 2\r\n\r\n{}DELETE /v1.0/users/x HTTP/1.1\r\n${HOST}\r\n\r\n`,
    'no version': 'GET /v1.0/users\r\n\r\n',
    'another version': `GET /v1.0/users HTTP/9.9\r\n${HOST}\r\n\r\n`,
    'an old version': 'DELETE /v1.0/users/x HTTP/1.0\r\n\r\n',
    'a preface of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'a method that is none': `${'X'.repeat(10_000)} / HTTP/1.1\r\n${HOST}\r\n\r\n`,
    'a method in small letters': `delete /v1.0/users/x HTTP/1.1\r\n${HOST}\r\n\r\n`,
    'a blank in a name': `GET / HTTP/1.1\r\n${HOST}\r\nX Y: z\r\n\r\n`,
    'a zero in a value': `GET / HTTP/1.1\r\n${HOST}\r\nX: a\u0000b\r\n\r\n`,
    'a folded header': `GET / HTTP/1.1\r\n${HOST}\r\nX: a\r\n b\r\n\r\n`,
    'bare line feeds': `DELETE /v1.0/users/x HTTP/1.1\n${HOST}\n\n`,
    'bare returns': `DELETE /v1.0/users/x HTTP/1.1\r${HOST}\r\r`,
    'a blank before it': ` DELETE /v1.0/users/x HTTP/1.1\r\n${HOST}\r\n\r\n`,
    'no HTTP at all': '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
    'a hundred at once': `GET /v1.0/nothing HTTP/1.1\r\n${HOST}\r\n\r\n`.repeat(100),
  };
  const unfinished: Readonly<Record<string, string>> = {
    'a body that stops': `${post}\r\n${HOST}\r\nContent-Length: 100\r\n\r\n{`,
    'a body that never begins': `${post}\r\n${HOST}\r\nContent-Length: 1000000\r\n\r\n`,
    'headers that stop': `${post}\r\n${HOST}\r\nX-Slow: `,
    'a chunk that stops': `${post}\r\n${HOST}\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{`,
    'a promise to go on': `${post}\r\n${HOST}\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n`,
    'nothing at all': '',
  };
  return [
    ...Object.entries(raw).map(([name, text]) => ({ name, bytes: Buffer.from(text, 'latin1') })),
    ...Object.entries(unfinished).map(([name, text]) => ({
      name,
      bytes: Buffer.from(text, 'latin1'),
      isUnfinished: true as const,
    })),
  ];
}

function message(line: string, headers: readonly string[], body: string | Buffer = ''): Buffer {
  const bytes = Buffer.from(body);
  const all = [HOST, 'Content-Type: application/json', 'Connection: close', ...headers];
  const head = [line, ...all, `Content-Length: ${bytes.length}`].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), bytes]);
}
