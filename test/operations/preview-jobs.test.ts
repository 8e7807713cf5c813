import { beforeEach, describe, expect, it } from 'vitest';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import { PreviewServer } from './preview-server.ts';
import { dynamic } from './test-server.ts';

const BONN = 'user.city -eq "Bonn"';

let server: PreviewServer;

beforeEach(() => {
  server = new PreviewServer();
});

describe('a preview that nobody wants any more', () => {
  const worked = async (id: string) => (await server.memory.stores.previews.readDone(id)).length;

  it('is stopped by DELETE', async () => {
    await server.guarded();
    const { id } = await server.preview({ membershipRule: BONN });
    expect((await server.delete(`/muster/v1/previews/${id}`)).status).toBe(204);
    await server.settle();
    expect(await worked(id)).toBe(0);
    expect(await server.status(id)).toBe('cancelled');
    expect((await server.delete(`/muster/v1/previews/${id}`)).status).toBe(204);
  });

  it('is stopped when it was not read for a minute', async () => {
    await server.guarded();
    const { id } = await server.preview({ membershipRule: BONN });
    server.minutes = 1.3;
    await server.settle();
    expect(await worked(id)).toBe(0);
    expect(await server.status(id)).toBe('cancelled');
  });

  it('goes on while it is read', async () => {
    await server.guarded();
    const { id } = await server.preview({ membershipRule: BONN });
    for (const minutes of [0.9, 1.8, 2.7]) {
      server.minutes = minutes;
      expect(await server.status(id)).toBe('running');
    }
    server.minutes = 3.6;
    await server.settle();
    expect(await server.status(id)).toBe('completed');
  });

  it('has lost messages sent again while it is read', async () => {
    await server.guarded();
    const { id } = await server.preview({ membershipRule: BONN });
    server.memory.queues.clear();
    server.minutes = 0.9;
    await server.status(id);
    server.minutes = 1.1;
    await server.status(id);
    await server.settle();
    expect(await server.status(id)).toBe('completed');
  });

  it('gives way to the next of the same caller for the same group', async () => {
    const group = await server.guarded();
    const first = await server.preview({ groupId: group, membershipRule: BONN });
    const other = await server.preview({ membershipRule: BONN });
    await server.preview({ groupId: group, membershipRule: 'user.city -eq "Kiel"' });
    expect(await server.status(first.id)).toBe('cancelled');
    expect(await server.status(other.id)).toBe('running');
  });

  it('is removed without a trace', async () => {
    await server.guarded();
    const { id } = await server.completed({ membershipRule: BONN });
    await server.app.sweepPreviews();
    expect(await server.status(id)).toBe('completed');
    server.minutes = 62;
    await server.app.sweepPreviews();
    expect((await server.get(`/muster/v1/previews/${id}`)).status).toBe(404);
    expect(await server.memory.stores.previews.listIds()).toEqual([]);
  });

  it('leaves nothing behind when a worker writes after its end', async () => {
    const { id } = await server.completed({ membershipRule: BONN });
    const { previews } = server.memory.stores;
    server.minutes = 62;
    await server.app.sweepPreviews();
    const none = OrdinalSet.of([]);
    await previews.writeRange(id, {
      range: 0,
      members: none,
      guests: none,
      disabled: none,
      unread: none,
    });
    expect(await previews.listIds()).toEqual([id]);
    await server.app.sweepPreviews();
    expect(await previews.listIds()).toEqual([]);
  });
});

describe('how many', () => {
  it('are at work at once is limited, for one caller', async () => {
    const groups: string[] = [];
    await server.guarded();
    for (let made = 0; made < 5; made++) groups.push(await server.createGroup(dynamic(BONN)));
    for (const groupId of groups.slice(0, 4)) await server.preview({ groupId });
    const refused = await server.post('/muster/v1/previews', { groupId: groups[4] });
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'tooManyPreviews' } } });
    expect(refused.headers['Retry-After']).toBeDefined();
    // The same group again is no further preview.
    await server.preview({ groupId: groups[0] });
    await server.settle();
    for (const groupId of groups.slice(0, 4)) await server.preview({ groupId });
  });
});
