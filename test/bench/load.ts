/** Puts the objects of the benchmark into an empty directory by an import, and finds them again. */
import { BLOCK_SIZE, blockOfOrdinal, firstOrdinal } from '../../src/directory/ordinal.ts';
import type { Stores } from '../../src/ports/stores.ts';
import { inLanes } from '../support/in-lanes.ts';
import { until } from '../support/until.ts';
import type { WorkerProcess } from '../support/worker-process.ts';
import type { BenchObject } from './people.ts';

const LANES = 4;
/** A part may have 4 MiB. */
const PART_LENGTH = 4_000_000;
const LONGEST_WAIT_SECONDS = 3_600;
const KINDS = ['user', 'device'] as const;

/** Sends the parts of an import, completes it, and waits until every object has been looked at. */
export async function loadObjects(
  worker: WorkerProcess,
  stores: Stores,
  objects: readonly BenchObject[],
): Promise<void> {
  const { body } = await worker.post('/muster/v1/imports', {});
  const address = `${worker.url}/muster/v1/imports/${body.id}`;
  await inLanes([...partsOf(objects).entries()], LANES, async ([at, part]) => {
    const answer = await fetch(`${address}/parts/${at + 1}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/x-ndjson' },
      body: part,
    });
    const text = await answer.text();
    if (answer.status !== 200 || JSON.parse(text).errors?.length > 0)
      throw new Error(`${answer.status} ${text.slice(0, 1_000)}`);
  });
  await until(
    () => worker.post(`${address.slice(worker.url.length)}/complete`, {}),
    ({ status }) => status === 200,
    LONGEST_WAIT_SECONDS,
  );
  await inLanes(await blocks(stores), LANES, async (block) => {
    await until(
      () => stores.objects.intents(block),
      (intents) => intents.length === 0,
      LONGEST_WAIT_SECONDS,
    );
  });
}

/** Who has which ordinal. */
export async function readOrdinals(stores: Stores): Promise<ReadonlyMap<number, string>> {
  const ids = new Map<number, string>();
  await inLanes(await blocks(stores), LANES, async (block) => {
    for (const { ordinal, id } of await stores.objects.readBlock(block)) ids.set(ordinal, id);
  });
  return ids;
}

async function blocks(stores: Stores): Promise<readonly number[]> {
  const found: number[] = [];
  for (const kind of KINDS) {
    const end = await stores.ordinals.highWater(kind);
    for (let at = firstOrdinal(kind); at < end; at += BLOCK_SIZE) found.push(blockOfOrdinal(at));
  }
  return found;
}

function partsOf(objects: readonly BenchObject[]): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const { id, kind, attributes } of objects) {
    part += `${JSON.stringify({ type: kind, id, ...attributes })}\n`;
    if (part.length < PART_LENGTH) continue;
    parts.push(part);
    part = '';
  }
  return part === '' ? parts : [...parts, part];
}
