import { beforeEach, describe, expect, it } from 'vitest';
import { TestServer } from '../operations/test-server.ts';
import { muster } from '../support/memory-io.ts';
import { asking } from './asking.ts';

let server: TestServer;

beforeEach(async () => {
  server = new TestServer();
  await server.app.changesMessage({ objects: 'all' }, { id: 'm1', count: 1 });
  await server.app.auditMessage({ nothing: 'of ours' }, { id: 'm2', count: 1 });
});

function poison(...words: readonly string[]) {
  return muster(['poison', ...words], asking(server));
}

describe('muster poison', () => {
  it('lists what failed for good, of every queue, and ends with 1', async () => {
    const { status, out } = await poison('list');
    expect(status).toBe(1);
    expect(out).toEqual([
      expect.stringMatching(/^message m1 since .*, tried 1 times: .*membership-changes/),
      expect.stringMatching(/^message m2 since .*, tried 1 times: .*membership-audits/),
      'Failed: 2.',
    ]);
  });

  it('has one tried again, and leaves the others', async () => {
    expect(await poison('replay', 'm1')).toMatchObject({ status: 0, out: ['Replayed: 1.'] });
    expect(server.memory.queues.visible()).toMatchObject([{ queue: 'membership-changes' }]);
    expect((await poison('list')).out.at(-1)).toBe('Failed: 1.');
  });

  it('discards all when asked', async () => {
    expect(await poison('discard', '--all')).toMatchObject({ status: 0, out: ['Discarded: 2.'] });
    expect(await poison('list')).toMatchObject({ status: 0, out: ['Nothing failed for good.'] });
    expect(server.memory.queues.visible()).toEqual([]);
  });

  it.each([
    [[], 'list, replay or discard'],
    [['mend'], 'list, replay or discard'],
    [['replay'], 'Name the ids'],
    [['replay', '--all', 'm1'], 'Name the ids'],
    [['discard', 'nobody'], "Resource 'nobody' does not exist"],
  ])('says what it needs: %j', async (words, sentence) => {
    const { status, err } = await poison(...words);
    expect(status).toBe(2);
    expect(err.join()).toContain(sentence);
  });
});
