/** What can go wrong with a range of a preview. */
import { beforeEach, expect, test } from 'vitest';
import type { Preview } from '../../src/ports/preview-ports.ts';
import { checkPreview, startPreview } from '../../src/previews/start-preview.ts';
import { StorageError } from '../../src/storage/storage-error.ts';
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
