import { describe, expect, it } from 'vitest';
import {
  binary,
  instant,
  name,
  principalName,
  ruleText,
  text,
  texts,
} from '../../src/contract/value-types.ts';

const HALF = '\ud83d';

describe('texts', () => {
  it('are Unicode of several lines, never half a character or a control character', () => {
    for (const good of ['', 'Zoë 漢 😀', 'one\r\n\ttwo'])
      expect(text().schema.safeParse(good).success).toBe(true);
    for (const bad of [HALF, `x${HALF}y`, '\u0000', 'a\u001b[31m', '\u0085']) {
      expect(text().schema.safeParse(bad).success).toBe(false);
      expect(texts.schema.safeParse([bad]).success).toBe(false);
    }
  });

  it('that are names have one line', () => {
    expect(name(10).schema.parse('  Zoë 😀 ')).toBe('Zoë 😀');
    for (const bad of [' ', 'a\nb', HALF, 'x'.repeat(11)])
      expect(name(10).schema.safeParse(bad).success).toBe(false);
  });

  it('that are logon names can stand in an address', () => {
    expect(principalName.schema.safeParse("zoë.o'b#EXT#@contoso.com").success).toBe(true);
    expect(principalName.schema.safeParse(`${HALF}@contoso.com`).success).toBe(false);
  });

  it('that are rules leave their faults to the rule language', () => {
    expect(ruleText.schema.safeParse(`user.city\u000b -eq "${'x'.repeat(200_000)}"`).success).toBe(
      true,
    );
    expect(ruleText.schema.safeParse(HALF).success).toBe(false);
  });
});

it('instants have a year of four digits in UTC too', () => {
  expect(instant.schema.parse('2026-01-01T01:00:00.250+01:00')).toBe('2026-01-01T00:00:00.250Z');
  for (const bad of ['9999-12-31T23:59:59-01:00', '0000-01-01T00:00:00+01:00', '2026-01-01'])
    expect(instant.schema.safeParse(bad).success).toBe(false);
});

it('binary data is limited in bytes, not in the letters that write it', () => {
  const bytes = (count: number) => Buffer.alloc(count).toString('base64');
  const isTaken = (value: string) => binary(256).schema.safeParse(value).success;
  expect([255, 256, 257, 258].map(bytes).map(isTaken)).toEqual([true, true, false, false]);
  expect(isTaken('not base64!')).toBe(false);
});
