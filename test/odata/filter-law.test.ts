/** Filters over HTTP against a plain evaluation of what they say (random-filters.ts). */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { EVENTUAL, pages } from '../operations/ask.ts';
import { TestServer } from '../operations/test-server.ts';
import { filters, nameOf, refused, SELECT, type Shown, users } from './random-filters.ts';

const BASE = `/v1.0/users?$count=true&$select=${SELECT}`;

async function serverWith(bodies: readonly Readonly<Record<string, unknown>>[]) {
  const server = new TestServer();
  for (const [place, body] of bodies.entries())
    await server.createUser({ ...body, userPrincipalName: nameOf(place) });
  const [page] = await pages(server, `${BASE}&$top=999`, EVENTUAL);
  const all: readonly Shown[] = page?.body.value;
  return { server, all };
}

it('lets through exactly those of whom the filter is true', { timeout: 120_000 }, async () => {
  let passed = 0;
  let stopped = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(users, { minLength: 8, maxLength: 16 }),
      fc.array(filters, { minLength: 20, maxLength: 20 }),
      fc.integer({ min: 1, max: 20 }),
      async (bodies, asked, top) => {
        const { server, all } = await serverWith(bodies);
        for (const { text, passes } of asked) {
          const path = `${BASE}&$top=${top}&$filter=${encodeURIComponent(text)}`;
          const found = await pages(server, path, EVENTUAL);
          const expected = all.filter(passes).map(({ id }) => id);
          const shown = found.flatMap(({ body }) => body.value.map((user: Shown) => user.id));
          expect(shown, text).toEqual(expected);
          expect(found[0]?.body['@odata.count'], text).toBe(expected.length);
          passed += expected.length;
          stopped += all.length - expected.length;
        }
        expect(server.errors).toEqual([]);
      },
    ),
    { numRuns: 60, seed: 20_261_121 },
  );
  // The law says little if hardly anything, or nearly everything, passes.
  expect(passed / (passed + stopped)).toBeGreaterThan(0.2);
  expect(passed / (passed + stopped)).toBeLessThan(0.8);
});

it('sorts what passes, over pages of any size', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(users, { minLength: 8, maxLength: 16 }),
      filters,
      fc.integer({ min: 1, max: 20 }),
      fc.boolean(),
      async (bodies, { text, passes }, top, isDescending) => {
        const { server, all } = await serverWith(bodies);
        const order = isDescending ? 'displayName desc' : 'displayName';
        const query = `&$top=${top}&$orderby=${order}&$filter=${encodeURIComponent(text)}`;
        const found = await pages(server, `${BASE}${query}`, EVENTUAL);
        const sign = isDescending ? -1 : 1;
        const compare = (left: Shown, right: Shown) =>
          sign * left.displayName.localeCompare(right.displayName, 'en', { sensitivity: 'accent' });
        const expected = all.filter(passes).toSorted(compare);
        const shown = found.flatMap(({ body }) => body.value);
        expect(shown.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        expect(found.every(({ body }) => body.value.length <= top)).toBe(true);
      },
    ),
    { numRuns: 100, seed: 3 },
  );
});

it('refuses what is not supported wherever it stands, and never lets everything through', async () => {
  const { server } = await serverWith([{ displayName: 'a' }]);
  await fc.assert(
    fc.asyncProperty(
      refused,
      filters,
      fc.constantFrom('alone', 'and', 'or', 'not'),
      async (clause, { text }, place) => {
        const filter = {
          alone: clause,
          and: `(${text}) and ${clause}`,
          or: `${clause} or (${text})`,
          not: `not(${clause})`,
        }[place];
        const path = `${BASE}&$filter=${encodeURIComponent(filter)}`;
        const { status, body } = await server.get(path, EVENTUAL);
        expect(status, filter).toBe(400);
        expect(['BadRequest', 'Request_UnsupportedQuery'], filter).toContain(body.error.code);
        expect(body.error.message).not.toBe('');
        expect(server.errors).toEqual([]);
      },
    ),
    { numRuns: 400, seed: 7 },
  );
});
