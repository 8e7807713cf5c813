import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { compilePattern, programLimit } from '../../src/rules/pattern.ts';
import { plainPatternOf } from '../../src/rules/pattern-shape.ts';

function matches(source: string, text: string): boolean {
  const { pattern } = compilePattern(source);
  if (pattern === null) throw new Error(`${source} does not compile`);
  return pattern.test(text);
}

describe('a pattern', () => {
  it.each([
    ['ondo', 'LONDON', true],
    ['^da', 'aDa', false],
    ['@contoso\\.com$', 'a@contosoXcom', false],
    ['\\A\\[ztdid\\]', '[ZTDId]:1', true],
    ['b\\z', 'aB', true],
    ['(?i)x', 'X', true],
    ['\\p{Lu}|1', 'a', true],
    ['straße', 'STRAßE', true],
    ['s', 'ſ', true],
    ['', 'x', true],
    ['a$', 'a\n', false],
  ])('%s on %s: %s', (source, text, expected) => {
    expect(matches(source, text)).toBe(expected);
  });

  it.each([
    ['(?=a)b', 'lookAround', '(?='],
    ['(?<!a)b', 'lookAround', '(?<!a)b'],
    ['(a)\\1', 'backReference', '\\1'],
    ['(?>a)', 'atomicGroup', '(?>'],
    ['a++', 'possessive', '++'],
    ['a\\Z', 'escape', '\\Z'],
    ['\\Ga', 'escape', '\\G'],
    ['(?#x)', 'group', '(?#'],
    ['*@domain.ext', 'argument', '*'],
    ['(contoso', 'unclosed', '(contoso'],
    ['[a', 'unclosed', '[a'],
    ['a{2,1}', 'count', '{2,1}'],
    ['[z-a]', 'range', 'z-a'],
    ['a\\', 'backslash', ''],
    ['a**', 'syntax', '**'],
    ['\\p{L}{300}', 'tooLarge', ''],
  ])('%s is refused: %s', (source, reason, construct) => {
    expect(compilePattern(source).fault).toMatchObject({ reason, construct });
  });

  it('may be as long as twice its text, but never small and yet large', () => {
    const alternatives = Array.from({ length: 90 }, (_, index) => `dep${index + 100}`).join('|');
    expect(compilePattern(alternatives).fault).toBeNull();
    expect(compilePattern('[a-z]{255}').fault?.reason).toBe('tooLarge');
    expect(compilePattern('[a-z]{200}').fault).toBeNull();
    expect(compilePattern(`${'x'.repeat(150)}[a-z]{200}`).fault?.reason).toBe('tooLarge');
  });
});

describe('the shortcut for plain text', () => {
  const letters = fc.constantFrom('a', 'A', 'b', 's', 'k', 'ſ', 'K', 'é', '.', '[', ' ', '\n');
  const text = fc.string({ unit: letters, maxLength: 6 });
  const escaped = text.map((value) => value.replace(/[.[]/g, '\\$&'));
  const source = fc
    .tuple(fc.constantFrom('', '^', '\\A'), escaped, fc.constantFrom('', '$', '\\z'))
    .map((parts) => parts.join(''));

  it('answers as the engine does', () => {
    let plain = 0;
    fc.assert(
      fc.property(source, text, (pattern, subject) => {
        if (plainPatternOf(pattern) !== null) plain += 1;
        const engine = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
        expect(matches(pattern, subject)).toBe(engine.test(subject));
      }),
      { numRuns: 10_000 },
    );
    expect(plain).toBeGreaterThan(9_000);
  });

  it('is not taken for what is no plain text', () => {
    expect(['a.b', 'a|b', '(a)', 'a+', '\\d', '^a.*'].map(plainPatternOf)).toEqual(
      Array(6).fill(null),
    );
  });
});

/** Ways in which a pattern, its compilation or its matching could get out of hand. */
const HOSTILE: readonly string[] = [
  ...['(a+)+$', '(a*)*b', '(a|a)*b', '(a|aa)+$', '(.*a){20}', '([a-zA-Z]+)*$', '(x+x+)+y', '(.*)*'],
  ...['^(([a-z])+.)+[A-Z]([a-z])+$', '(\\w*)*\\d', '(a?){50}a{50}', '((a{0,30}){0,30}){0,30}'],
  ...['a{1000}', '[a-z]{1000}', '\\pL{1000}', '(\\pL|\\pN){500}', '.{1000}', '(.{100}){10}'],
  ...['(a{1000}){1000}', 'a{1001}', 'a{99999999999}', 'a{1,1000}{1,1000}', '(?:(?:a{50}){50}){50}'],
  ...['('.repeat(1500), ')'.repeat(1500), '('.repeat(1400) + ')'.repeat(1400), '['.repeat(3000)],
  ...['(?:'.repeat(900) + ')'.repeat(900), '(a'.repeat(900), 'a|'.repeat(1500), '|'.repeat(3000)],
  ...['*'.repeat(3000), 'a*'.repeat(1500), 'a?'.repeat(1500), '.*'.repeat(1500), '\\'.repeat(2999)],
  ...[
    '\\b'.repeat(1500),
    '^'.repeat(3000),
    '$'.repeat(3000),
    '\\Q'.repeat(1500),
    '(?i)'.repeat(750),
  ],
  ...[
    '[^a]'.repeat(750),
    '[\\x00-\\x{10FFFF}]{250}',
    '\\x{110000}',
    '\\x{FFFFFFFF}',
    '\\0'.repeat(1500),
  ],
  ...[
    `[${'a-z'.repeat(1000)}]`,
    `[${'\\pL'.repeat(1000)}]`,
    '\\pL'.repeat(1000),
    '(?P<n>a)'.repeat(300),
  ],
  ...['(?=(a+))a*b', '(?<=a{100})b', '(a)(b)\\2\\1', '(?>a*)b', 'a*+b', '(?R)', '(?(1)a|b)'],
  ...[
    '\ud800'.repeat(3000),
    '😀{200}',
    '\0{300}',
    '(?s).{400}',
    '(?U)a*?',
    '[[:alpha:]]{300}',
    '[[.a.]]',
  ],
];

describe('hostile patterns', () => {
  const subject = `${'a'.repeat(3000)}!`;

  it(`are ${HOSTILE.length} at least`, () => expect(HOSTILE.length).toBeGreaterThanOrEqual(60));

  it.each(HOSTILE.map((source) => [source.slice(0, 30), source]))(
    '%s is refused or small',
    (_, source) => {
      const { pattern } = compilePattern(source);
      if (pattern !== null) {
        const program = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE).programSize();
        expect(program).toBeLessThanOrEqual(programLimit(source));
        expect([true, false]).toContain(pattern.test(subject));
      }
    },
  );
});
