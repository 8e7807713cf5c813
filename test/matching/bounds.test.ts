/** What an index may hold and try, however long it lives and whatever it is asked. */
import { expect, it } from 'vitest';
import { ChangingIndex } from './indexes.ts';

const NOW = new Date('2026-01-15T12:00:00Z');

async function built(rules: readonly string[]): Promise<ChangingIndex> {
  const index = new ChangingIndex();
  for (const [at, text] of rules.entries()) index.put(`g${at}`, text);
  await index.attribute.build();
  return index;
}

const figures = (index: ChangingIndex) => index.attribute.figures.user;
const select = (index: ChangingIndex, object: Record<string, string | null>) =>
  index.attribute.selecting('user', object, NOW);

const BY_CITY = Array.from({ length: 50 }, (_, at) => `user.city -startsWith "c${at} "`);

it('values that never come again are not remembered', async () => {
  const index = await built(BY_CITY);
  for (let at = 0; at < 1_500; at++) select(index, { city: `c7 ${at}` });
  const early = figures(index).bytes;
  for (let at = 0; at < 10_000; at++)
    expect(select(index, { city: `c${at % 60} ${at}` }).length).toBe(at % 60 < 50 ? 1 : 0);
  expect(figures(index).bytes).toBe(early);
});

it('of values that come again so many are remembered and then all forgotten', async () => {
  const index = await built(BY_CITY);
  for (let round = 0; round < 30; round++)
    for (let at = 0; at < 400; at++) select(index, { city: `c7 ${at}` });
  let most = 0;
  for (let at = 0; at < 10_000; at++) {
    const city = `c${at % 60} ${at}`;
    for (let time = 0; time < 3; time++)
      expect(select(index, { city }).length).toBe(at % 60 < 50 ? 1 : 0);
    most = Math.max(most, figures(index).bytes);
  }
  expect(most).toBeLessThan(2_000_000);
});

it('conditions that no rule has any longer are dropped', async () => {
  const index = await built(BY_CITY);
  for (let at = 0; at < 4_000; at++) {
    index.put(`g${at % 50}`, `user.city -eq "c${at} x" -and user.mail -ne "m${at}"`);
    await index.attribute.build();
  }
  expect(figures(index).atoms).toBeLessThan(3_000);
  expect(select(index, { city: 'c3999 x' })).toEqual(['g49']);
  expect(select(index, { city: 'c3999 x', mail: 'm3999' })).toEqual([]);
});

it('after enough objects conjunctions hang on what is rare', async () => {
  // Guessed by its form, the first condition is the rarer one.
  const rules = BY_CITY.map((text) => `user.state -eq "same" -and ${text}`);
  const index = await built(rules);
  const object = { state: 'same', city: 'none' };
  for (let at = 0; at < 1_100; at++) select(index, object);
  expect(figures(index).tried).toBe(50 * 1_100);
  await index.attribute.build();
  for (let at = 0; at < 1_100; at++) select(index, object);
  expect(figures(index).tried).toBe(0);
});

it('says which conditions can only be tried', async () => {
  const index = await built([
    'user.city -ne "x"',
    '-not (user.city -startsWith "a")',
    'user.city -match "^.$"',
    'user.otherMails -any (_ -ne "x")',
    'user.assignedPlans -any (assignedPlan.service -ne "x")',
    `${Array.from({ length: 7 }, (_, at) => `(user.city -ne "a${at}" -or user.mail -contains "b${at}")`).join(' -and ')}`,
    `user.state -eq "x" -and ${Array.from({ length: 7 }, (_, at) => `(user.city -ne "a${at}" -or user.mail -contains "b${at}")`).join(' -and ')}`,
  ]);
  expect(figures(index)).toMatchObject({
    rules: 7,
    waiting: 0,
    always: 3,
    closures: 2,
    scanned: 3,
  });
  expect(select(index, { city: 'q', state: 'X' })).toEqual(
    expect.arrayContaining(['g0', 'g1', 'g2', 'g5', 'g6']),
  );
});

it('compares both states as a whole where a change touches many rules', async () => {
  const many = Array.from(
    { length: 1_500 },
    (_, at) => `user.city -eq "a" -and user.state -ne "s${at}"`,
  );
  const index = await built([...many, 'user.mail -eq null', 'user.city -ne "a"']);
  const [one, other] = [
    { city: 'a', state: 's7' },
    { city: 'b', mail: 'm', state: 's7' },
  ];
  const change = {
    scope: 'user',
    variants: [one, other],
    changed: new Set(['city']),
    now: NOW,
  } as const;
  const touched = [...index.attribute.touchedBy(change)].sort();
  expect(touched).toEqual([...index.linear.touchedBy(change)].sort());
  expect(touched.length).toBe(1_500);
});
