/** How large a group can be: what one transaction holds. */
import { expect, it } from 'vitest';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import { isTooLarge } from '../../src/util/errors.ts';
import type { OpenHarness } from './harness.ts';
import { groupId, logEntry, sampleGroup } from './samples.ts';

export function describeLargeGroups(open: OpenHarness): void {
  it('a group swaps three million members in one transaction, and refuses what is larger', async () => {
    const stores = (await open()).instance();
    const id = groupId(1);
    const [even, odd] = [0x5555_5555, 0xaaaa_aaaa].map((word) => everyChunk(46, word));
    const write = { members: even!, log: logEntry(1, { added: even! }) };
    const etag = await stores.groups.insert(sampleGroup(id, { seq: 1 }), write);
    const swapped = {
      meta: sampleGroup(id, { seq: 2 }),
      members: odd!,
      touchedChunks: odd!.chunkNumbers,
      log: logEntry(2, { added: odd!, removed: even! }),
    };
    expect(even!.size + odd!.size).toBe(3_014_656);
    expect(await stores.groups.write(etag ?? '', swapped)).not.toBeNull();
    expect((await stores.groups.read(id))?.members.equals(odd!)).toBe(true);
    const all = everyChunk(100, 1);
    const tooLarge = { meta: sampleGroup(id), members: all, touchedChunks: all.chunkNumbers };
    await expect(stores.groups.write(etag ?? '', tooLarge)).rejects.toSatisfy(isTooLarge);
  }, 60_000);
}

/** The same words in each of as many chunks. */
function everyChunk(chunks: number, word: number): OrdinalSet {
  const set = new OrdinalSet();
  for (let chunk = 0; chunk < chunks; chunk++)
    set.setChunk(chunk, new Uint32Array(2_048).fill(word));
  return set;
}
