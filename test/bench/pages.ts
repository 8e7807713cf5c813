/** Pages of the members of a group of half of the users, in a directory of nothing else, written past the application. */
import type { PageFigures } from './figures.ts';
import { loadDirectly, setMembers } from './load-directly.ts';
import { makeObjects } from './people.ts';
import { readPages } from './read-pages.ts';
import type { Stage } from './stage.ts';

export async function readPagesAlone(
  { stores, worker }: Stage,
  count: number,
): Promise<PageFigures> {
  const now = new Date();
  const users = makeObjects({ users: count, devices: 0 }, now);
  const ordinals = await loadDirectly(stores, users, now);
  const isHalf = (_: unknown, at: number) => at % 2 === 0;
  const { body } = await worker.post('/v1.0/groups', {
    displayName: 'Half of all',
    mailNickname: 'half',
    mailEnabled: false,
    securityEnabled: true,
  });
  await setMembers(stores, body.id, ordinals.filter(isHalf));
  const members = users.filter(isHalf).map(({ id }) => id);
  return readPages(worker, body.id, members);
}
