import { expect, it } from 'vitest';
import { agree } from '../matching/agreement.ts';

it('both indexes answer the same for a million random pairs of a rule and an object', async () => {
  const reached = await agree(1_000_000, Number(process.env.MUSTER_FIRST_SEED ?? 1_000_000));
  console.info(JSON.stringify(reached));
  for (const count of Object.values(reached)) expect(count).toBeGreaterThan(500);
});
