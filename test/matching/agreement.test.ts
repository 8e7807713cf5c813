import { expect, it } from 'vitest';
import { agree } from './agreement.ts';

it('both indexes answer the same for 50,000 random pairs of a rule and an object', async () => {
  const reached = await agree(50_000, 1);
  console.info(JSON.stringify(reached));
  for (const count of Object.values(reached)) expect(count).toBeGreaterThan(50);
});
