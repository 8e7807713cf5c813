import { describe, expect, it } from 'vitest';
import { packBytes, packJson, unpackBytes, unpackJson } from '../../src/storage/packing.ts';

describe('a long value', () => {
  it.each([
    '',
    'x',
    'x'.repeat(90_000),
    '😀'.repeat(40_000),
    `x${'😀'.repeat(40_000)}`,
    '\ud83d'.repeat(20_000),
  ])('of text is split into well-formed parts that fit a property (%#)', (text) => {
    const parts = packJson('p', { text });
    expect(unpackJson('p', parts)).toEqual({ text });
    for (const part of Object.values(parts)) {
      expect(String(part).length).toBeLessThanOrEqual(32_768);
      expect(String(part)).not.toMatch(/[\ud800-\udfff]/u);
    }
  });

  it.each([0, 1, 59_999, 60_000, 60_001, 200_000])('of %i bytes is split likewise', (length) => {
    const bytes = Uint8Array.from({ length }, (_, at) => at % 251);
    const parts = packBytes('b', bytes);
    expect(Buffer.compare(unpackBytes('b', parts), bytes)).toBe(0);
    for (const part of Object.values(parts))
      expect((part as Uint8Array).length).toBeLessThanOrEqual(65_536);
  });

  it('stands beside others whose names begin alike', () => {
    const properties = { ...packJson('p', 1), ...packJson('pp', 2), ...packJson('q', [3]) };
    expect(unpackJson('p', properties)).toBe(1);
    expect(unpackJson('pp', properties)).toBe(2);
    expect(unpackJson('q', properties)).toEqual([3]);
  });
});
