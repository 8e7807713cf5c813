import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MUSTER_BODIES } from '../../src/contract/muster-bodies.ts';
import { openApiDocument } from '../../src/operations/open-api-document.ts';
import { OPERATIONS } from '../../src/operations/table.ts';
import { TestServer } from './test-server.ts';

const DOCUMENT = join(import.meta.dirname, '../../docs/openapi.json');

interface Described {
  readonly operationId: string;
  readonly parameters: readonly { readonly name?: string; readonly in?: string }[];
  readonly security?: readonly unknown[];
}

const { paths } = JSON.parse(openApiDocument(OPERATIONS)) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
};
const described = Object.entries(paths).flatMap(([path, methods]) =>
  Object.values(methods).map((operation) => ({ path, ...operation })),
);

/** `npx vitest run test/operations/open-api-document.test.ts --update` writes it anew. */
it('docs/openapi.json is what the table of operations says', async () => {
  await expect(openApiDocument(OPERATIONS)).toMatchFileSnapshot(DOCUMENT);
});

it('is served', async () => {
  const { status, body } = await new TestServer().get('/muster/v1/openapi.json');
  expect(status).toBe(200);
  expect(body).toEqual(JSON.parse(openApiDocument(OPERATIONS)));
});

it('says of every operation of ours what it is sent and answers', () => {
  const ours = OPERATIONS.filter(({ surfaces }) => surfaces.includes('muster'));
  const untold = ours.filter(({ name }) => MUSTER_BODIES[name] === undefined);
  expect(untold.map(({ name }) => name)).toEqual([]);
});

it('names every operation of every surface once', () => {
  const wanted = OPERATIONS.flatMap(({ surfaces }) => [...surfaces]).length;
  expect(described).toHaveLength(wanted);
  expect(new Set(described.map(({ operationId }) => operationId)).size).toBe(wanted);
});

it('declares what stands in braces in each path', () => {
  for (const { path, parameters } of described) {
    const keys = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = parameters.filter((each) => each.in === 'path').map(({ name }) => name);
    expect(declared, path).toEqual(keys);
    expect(new Set(keys).size, path).toBe(keys.length);
  }
});

it('asks for a token everywhere but where nobody needs one', () => {
  const open = described.filter(({ security }) => security !== undefined);
  expect(open.map(({ path }) => path)).toContain('/muster/v1/health');
  expect(open.every(({ path }) => /health|\$metadata|^\/(?:v1\.0|beta)$/.test(path))).toBe(true);
});
