/** Values as cells of a spreadsheet: they come back, and none is taken for a formula. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromCell, textFrom, textsFrom, toCell } from '../../src/contract/csv-cells.ts';
import { flag, text, texts, wholeNumber } from '../../src/contract/value-types.ts';
import { readCsv, writeCsvRow } from '../../src/util/csv.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '',
    "'",
    "''=1",
    '=1+1',
    '+1 206',
    '-1',
    '@x',
    '\tx',
    '\rx',
    '＝1',
    'a;b',
    '["a"]',
    '{}',
    ' x ',
  ),
);

describe('a cell', () => {
  it('gives back any text, and an empty one is no value', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        expect(fromCell(toCell(value), text())).toBe(value);
        expect(textFrom(toCell(value))).toBe(value);
      }),
    );
    expect(fromCell(toCell(null), text())).toBeNull();
    expect(textFrom('')).toBeNull();
    expect(textsFrom('')).toEqual([]);
  });

  it('gives back any list of texts', () => {
    fc.assert(
      fc.property(fc.array(anyText), (list) => {
        expect(fromCell(toCell(list), texts)).toEqual(list);
        expect(textsFrom(toCell(list))).toEqual(list);
      }),
    );
  });

  it('gives back flags and numbers, however spreadsheets spell them', () => {
    for (const value of [true, false]) expect(fromCell(toCell(value), flag)).toBe(value);
    expect(fromCell('TRUE', flag)).toBe(true);
    for (const value of [0, -5, 7]) expect(fromCell(toCell(value), wholeNumber)).toBe(value);
    expect(fromCell('five', wholeNumber)).toBe('five');
  });

  it('never begins as a formula does', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.array(anyText), fc.integer()), (value) => {
        expect(toCell(value)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      }),
    );
  });

  it('joins lists with a semicolon where that can be told apart again', () => {
    expect(toCell(['a', 'b'])).toBe('a;b');
    expect(toCell(['[HWID]:1', '[OrderID]:2'])).toBe('[HWID]:1;[OrderID]:2');
    expect(toCell(['a;b', 'c'])).toBe('["a;b","c"]');
  });
});

it('rows of CSV come back as they were written', () => {
  fc.assert(
    fc.property(fc.array(fc.array(anyText.map(toCell), { minLength: 2, maxLength: 4 })), (rows) => {
      const kept = rows.filter((row) => row.some((field) => field !== ''));
      const read = [...readCsv(kept.map((row) => `${writeCsvRow(row)}\r\n`).join(''))];
      expect(read.map((row) => ('fields' in row ? row.fields : row.fault))).toEqual(kept);
    }),
  );
});
