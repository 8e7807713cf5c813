/** An issuer whose every answer and token a test decides: what oidc-provider would never do. */
import {
  constants,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign,
} from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Members = Readonly<Record<string, unknown>>;

export interface SigningKey {
  readonly kid: string;
  readonly algorithm: string;
  readonly privateKey: KeyObject;
  /** As the issuer publishes it. */
  readonly published: JsonWebKey;
}

/** `more`: further members of the published key. */
export function newKey(kid: string, algorithm = 'RS256', more: Members = {}): SigningKey {
  const { privateKey } =
    algorithm === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const published = createPublicKey(privateKey).export({ format: 'jwk' });
  return { kid, algorithm, privateKey, published: { ...published, kid, use: 'sig', ...more } };
}

/** Any header and any claims under a signature that is right: `alg` of the header says which, when it is one of these. */
export function signToken(key: SigningKey, header: Members, claims: unknown): string {
  const whole = { alg: key.algorithm, kid: key.kid, typ: 'JWT', ...header };
  const signed = `${encode(whole)}.${encode(claims)}`;
  const hash = whole.alg === 'RS512' ? 'sha512' : 'sha256';
  const signature = sign(hash, Buffer.from(signed), signingOptions(key.privateKey, whole.alg));
  return `${signed}.${signature.toString('base64url')}`;
}

function signingOptions(key: KeyObject, algorithm: unknown): Parameters<typeof sign>[2] {
  if (algorithm === 'ES256') return { key, dsaEncoding: 'ieee-p1363' };
  if (algorithm !== 'PS256') return key;
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
}

/** A part of a token. */
export function encode(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return Buffer.from(text).toString('base64url');
}

interface IssuerAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the issuer answers at an address; null: it does not answer at all. */
type Answer = (path: string) => IssuerAnswer | null;

export class TestIssuer {
  readonly address: string;
  /** Signs and is published. */
  keys: readonly SigningKey[];
  /** The paths asked for so far. */
  readonly asked: string[] = [];
  /** Set to answer otherwise. */
  answer: Answer = (path) => this.#usual(path);
  stop: () => Promise<void> = async () => {};

  constructor(address: string, keys: readonly SigningKey[]) {
    this.address = address;
    this.keys = keys;
  }

  /** The key that it signs with. */
  get key(): SigningKey {
    const [key] = this.keys;
    if (key === undefined) throw new Error('The issuer has no key.');
    return key;
  }

  /** Claims signed with its key; `header` adds to the header and replaces what stands in it. */
  sign(claims: Members, header: Members = {}): string {
    return signToken(this.key, header, claims);
  }

  respond(url: string): IssuerAnswer | null {
    const path = url.slice(new URL(this.address).origin.length);
    this.asked.push(path);
    return this.answer(path);
  }

  #usual(path: string): IssuerAnswer {
    const base = new URL(this.address).pathname.replace(/\/$/, '');
    if (path === `${base}/.well-known/openid-configuration`)
      return json({ issuer: this.address, jwks_uri: new URL('/keys', this.address).href });
    if (path === '/keys') return json({ keys: this.keys.map(({ published }) => published) });
    return { status: 404, body: '' };
  }
}

export function json(body: unknown): IssuerAnswer {
  return { status: 200, body: JSON.stringify(body) };
}

/** Listens on this machine. `path`: of the issuer's address. */
export async function startTestIssuer(
  path = '',
  keys?: readonly SigningKey[],
): Promise<TestIssuer> {
  const known = keys ?? [newKey('first')];
  const server = createServer((request, response) => {
    const answer = issuer.respond(new URL(request.url ?? '/', issuer.address).href);
    if (answer === null) request.socket.destroy();
    else response.writeHead(answer.status, answer.headers ?? {}).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const issuer = new TestIssuer(`http://127.0.0.1:${port}${path}`, known);
  issuer.stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return issuer;
}
