/** What can go wrong with a range of a preview. */
import { beforeEach, expect, test } from 'vitest';
import type { Preview } from '../../src/ports/preview-ports.ts';
import { checkPreview, startPreview } from '../../src/previews/start-preview.ts';
import { StorageError } from '../../src/storage/storage-error.ts';
import { loadDirectly, setMembers } from '../bench/load-directly.ts';
import { makeObjects } from '../bench/people.ts';
import { Directory } from '../support/directory.ts';

const RULE = 'user.department -eq "A"';

let directory: Directory;

beforeEach(async () => {
  directory = new Directory();
  await directory.user({ department: 'A' });
});

async function begin(): Promise<Preview> {
  const request = { callerId: 'user 1', groupId: null, rule: RULE, kind: null };
  const previewable = await checkPreview(directory.context, request);
  return (await startPreview(directory.context, previewable)).preview;
}

async function read(id: string): Promise<Preview | undefined> {
  return (await directory.context.previews.read(id))?.value;
}

/** Every reading of objects fails. */
function breakObjects(error: Error): void {
  directory.hooks.before = (call) => {
    if (call.name === 'objects' && call.operation === 'query') throw error;
  };
}

/** Delivers the messages as often as the host would, and more. */
async function tryAgain(times: number): Promise<void> {
  for (let tried = 0; tried < times; tried++) await directory.work().catch(() => {});
}

test('a range that keeps failing fails the preview, and says why', async () => {
  const { id } = await begin();
  breakObjects(new Error('The page is torn.'));
  await tryAgain(8);
  expect(await read(id)).toMatchObject({ status: 'failed', error: 'The page is torn.' });
  delete directory.hooks.before;
  await tryAgain(1);
  expect(await read(id)).toMatchObject({ status: 'failed', outcome: null });
});

test('storage that is busy for a while is waited for', async () => {
  const { id } = await begin();
  breakObjects(new StorageError({ operation: 'query', name: 'objects', status: 503 }, 'busy'));
  await tryAgain(2);
  expect(await read(id)).toMatchObject({ status: 'running', failures: 0 });
  delete directory.hooks.before;
  await directory.context.queues.sendPreview(id, [0]);
  await directory.work();
  expect(await read(id)).toMatchObject({ status: 'completed', outcome: { additions: 1 } });
});

test('the sample is from all over a large directory, half of it members, and costs few requests', async () => {
  // Without the numbers that the instance before has reserved and not given out.
  directory = new Directory();
  const { stores } = directory.memory;
  const users = makeObjects({ users: 6_000, devices: 0 }, directory.context.clock.now());
  const ordinals = await loadDirectly(stores, users, directory.context.clock.now());
  const group = await directory.group(null);
  await setMembers(stores, group, ordinals.slice(1_000, 4_000));
  const rule = 'user.extensionAttribute14 -eq "even"';
  const request = { callerId: 'user 1', groupId: group, rule, kind: null };
  const previewable = await checkPreview(directory.context, request);
  const read: string[] = [];
  directory.hooks.before = (call) => {
    if (call.name === 'objects') read.push(`${call.operation} ${call.partition}`);
  };
  const { preview, sample } = await startPreview(directory.context, previewable);
  expect(preview.sample.objects).toBe(500);
  expect(preview.sample.removals + preview.sample.unchanged).toBe(250);
  expect(sample).toHaveLength(250 + preview.sample.additions);
  expect(preview.sample.additions).toBeGreaterThan(100);
  expect(read.length).toBeLessThanOrEqual(16);
  const blocks = new Set(read);
  expect(blocks.size).toBeGreaterThanOrEqual(8);
  expect([...blocks].some((block) => block.endsWith('user-000000'))).toBe(true);
  expect([...blocks].some((block) => block > 'query user-000009')).toBe(true);
});

test('a member that cannot be read stays, as it would', async () => {
  const member = await directory.user({ department: 'B' });
  const group = await directory.group('user.department -eq "B"');
  await directory.work();
  const ordinal = (await directory.context.lookups.read('id', member))?.value ?? 0;
  const row = await directory.context.objects.read(ordinal);
  if (row === null) return expect.unreachable();
  // Of a type that a department cannot have.
  await directory.context.objects.replace({
    ...row,
    attributes: { ...row.attributes, department: 7 },
  });
  const request = { callerId: 'user 1', groupId: group, rule: RULE, kind: null };
  const previewable = await checkPreview(directory.context, request);
  const { preview } = await startPreview(directory.context, previewable);
  await directory.work();
  expect(await read(preview.id)).toMatchObject({
    outcome: { additions: 1, removals: 0, unchanged: 1 },
  });
  expect(directory.memory.tables.dump('poison')).toEqual([]);
});
