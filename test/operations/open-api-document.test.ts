import { join } from 'node:path';
import { expect, it } from 'vitest';
import { OPERATIONS } from '../../src/operations/table.ts';
import { openApiDocument } from './open-api-document.ts';

const DOCUMENT = join(import.meta.dirname, '../../docs/openapi.json');

interface Described {
  readonly operationId: string;
  readonly parameters: readonly { readonly name?: string; readonly in?: string }[];
  readonly security?: readonly unknown[];
}

const { paths } = JSON.parse(openApiDocument()) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
};
const described = Object.entries(paths).flatMap(([path, methods]) =>
  Object.values(methods).map((operation) => ({ path, ...operation })),
);

/** `npx vitest run test/operations/open-api-document.test.ts --update` writes it anew. */
it('docs/openapi.json is what the table of operations says', async () => {
  await expect(openApiDocument()).toMatchFileSnapshot(DOCUMENT);
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
