/** The place of a fault in JSON, against the platform's verdict on the same text. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFaultOffset } from '../../src/cli/json-fault.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the place of a fault', () => {
  it.each([
    ['[1,2,]', 5],
    ['{"a":1,}', 7],
    ['[1}', 2],
    ['{"a" 1}', 5],
    ['{a:1}', 1],
    ['["a\\q"]', 3],
    ['["a\tb"]', 3],
    ['[01]', 1],
    ['true false', 5],
    ['[nul]', 1],
    ['["abc', 5],
    ['{"a":', 5],
    ['', 0],
  ])('of %j is %d', (text, offset) => {
    expect(jsonFaultOffset(text)).toBe(offset);
  });
});

it('is the end of the text for whatever is JSON', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(0, 2), (text, indent) => {
      const written = JSON.stringify(JSON.parse(text), null, indent);
      expect(jsonFaultOffset(written)).toBe(written.length);
    }),
    { numRuns: 2000 },
  );
});

it('has nothing wrong before it', () => {
  const edit = fc.record({
    text: fc.json(),
    at: fc.nat(),
    put: fc.constantFrom('', ',', '"', ']', '}', ':', '0', 'x', '[', '\\', '-', '.'),
  });
  fc.assert(
    fc.property(edit, ({ text, at, put }) => {
      const offset = at % (text.length + 1);
      const edited = text.slice(0, offset) + put + text.slice(offset + 1);
      const fault = jsonFaultOffset(edited);
      if (isJson(edited)) expect(fault).toBe(edited.length);
      else expect(jsonFaultOffset(edited.slice(0, fault))).toBe(fault);
    }),
    { numRuns: 5000 },
  );
});
