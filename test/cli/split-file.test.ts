/** Files are cut at the ends of lines, and every line keeps its number. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FilePart, type Format, splitFile } from '../../src/cli/split-file.ts';
import { readCsv, writeCsvRow } from '../../src/util/csv.ts';

async function split(
  text: string,
  format: Format,
  size = 7,
  limits = { bytes: 4 * 1_048_576 - 65_536, lines: 40_000 },
) {
  const bytes = new TextEncoder().encode(text);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const parts: { text: string; lineInFile: FilePart['lineInFile'] }[] = [];
  const tooLong: number[] = [];
  for await (const part of splitFile(pieces(), format, limits)) {
    if ('bytes' in part) parts.push({ ...part, text: new TextDecoder().decode(part.bytes) });
    else tooLong.push(part.tooLong);
  }
  return { parts, tooLong };
}

describe('a file', () => {
  it('is sent whole, in parts of less than 4 MiB that end where lines end', async () => {
    const lines = Array.from(
      { length: 9_000 },
      (_, at) => `{"line":${at + 1},"x":"${'ж'.repeat(600)}"}\n`,
    );
    const { parts } = await split(lines.join(''), 'ndjson', 65_536);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.map(({ text }) => text).join('')).toBe(lines.join(''));
    for (const { text, lineInFile } of parts) {
      expect(Buffer.byteLength(text)).toBeLessThan(4 * 1_048_576);
      for (const [at, line] of text.trimEnd().split('\n').entries())
        expect(lineInFile(at + 1)).toBe(JSON.parse(line).line);
    }
  });

  it('of short lines has at most 40,000 in a part', async () => {
    const { parts } = await split('{}\n'.repeat(90_000), 'ndjson', 65_536);
    expect(parts.map(({ lineInFile }) => lineInFile(1))).toEqual([1, 40_001, 80_001]);
  });

  it('of CSV has its header in every part, and line breaks within cells cut nothing', async () => {
    const cell = fc.constantFrom(
      'a',
      '"x',
      'two\nlines',
      'a"\nb',
      'a,b',
      '5" disk',
      '"',
      '\r\n',
      'é',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 20 }), async (rows) => {
        const text = [['h1', 'h2'], ...rows].map((row) => `${writeCsvRow(row)}\n`).join('');
        const { parts } = await split(text, 'csv', 5, { bytes: 40, lines: 3 });
        const expected = [...readCsv(text)].slice(1);
        const read = parts.flatMap(({ text: part, lineInFile }) =>
          [...readCsv(part)].slice(1).map((row) => ({ ...row, line: lineInFile(row.line) })),
        );
        expect(read).toEqual(expected);
      }),
    );
  });

  it('with marks inside plain cells is cut at their line ends', async () => {
    const rows = ['5" disk,x', 'yy""z,x', '"q",x', 'last,x'];
    const { parts } = await split(['a,b', ...rows, ''].join('\n'), 'csv', 3, {
      bytes: 100,
      lines: 1,
    });
    expect(parts.map(({ text, lineInFile }) => [text, lineInFile(2)])).toEqual(
      rows.map((row, at) => [`a,b\n${row}\n`, at + 2]),
    );
  });

  it('with a line that is longer than a part leaves that out and goes on, without gathering it', async () => {
    const text = `{"a":1}\n"${'x'.repeat(9 * 1_048_576)}"\n{"b":2}`;
    const { parts, tooLong } = await split(text, 'ndjson', 1_048_576);
    expect(tooLong).toEqual([2]);
    expect(parts.map(({ text: part, lineInFile }) => [part, lineInFile(1)])).toEqual([
      ['{"a":1}\n', 1],
      ['{"b":2}', 3],
    ]);
  });
});
