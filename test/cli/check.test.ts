import { describe, expect, it } from 'vitest';
import { QUOTING } from '../../src/cli/csv.ts';
import { muster } from '../support/memory-io.ts';

const THREE_MISTAKES = 'user.departmnt -eq "Sales" -and\n\t(user.accountEnabled -eq yes)\n';
const MEANING = 'user.departmnt -eq "A" -and\n user.city -le "B" -and user.mail -match "*x"';

describe('muster check of one rule', () => {
  it('shows place, code, words, the line and a caret, and what to write instead', async () => {
    const { status, out } = await muster(['check', 'a.txt'], { files: { 'a.txt': MEANING } });
    expect(status).toBe(1);
    expect(out.slice(0, 4)).toEqual([
      '1:1 UNSUPPORTED_PROPERTY user.departmnt is not available in user rules.',
      '  user.departmnt -eq "A" -and',
      '  ^~~~~~~~~~~~~~',
      '  Try: user.department',
    ]);
    expect(out.filter((line) => /^\d/.test(line)).map((line) => line.split(' ', 2))).toEqual([
      ['1:1', 'UNSUPPORTED_PROPERTY'],
      ['2:12', 'OPERATOR_NOT_SUPPORTED'],
      ['2:42', 'INVALID_REGEX'],
    ]);
  });

  it('puts the caret under the place on a line with a tab', async () => {
    const { out } = await muster(['check', '-'], { input: THREE_MISTAKES });
    expect(out.slice(0, 3)).toEqual([
      '2:27 UNQUOTED_STRING Put yes in quotation marks.',
      '   (user.accountEnabled -eq yes)',
      '                            ^~~',
    ]);
  });

  it('points just past the end where something is missing', async () => {
    const { out } = await muster(['check', '-'], { input: 'user.city -eq\n' });
    expect(out.slice(0, 3)).toEqual([
      '1:14 EXPECTED_VALUE A value is expected after -eq.',
      '  user.city -eq',
      '               ^',
    ]);
  });

  it('says that a valid rule is valid, after its advice', async () => {
    const { status, out } = await muster(['check', '-'], { input: 'USER.city -eq "a"\n' });
    expect(status).toBe(0);
    expect(out[0]).toBe('1:1 PROPERTY_CASE USER.city is usually written user.city.');
    expect(out.at(-1)).toBe('The rule is valid. It selects users.');
  });

  it('speaks Portuguese and Russian', async () => {
    const russian = await muster(['check', '--lang', 'ru', '-'], { input: 'user.city' });
    expect(russian.out[0]).toBe('1:10 MISSING_OPERATOR После user.city ожидается оператор.');
    const portuguese = await muster(['check', '--lang=pt-BR', '-'], { input: ' ' });
    expect(portuguese.out[0]).toBe('1:1 RULE_EMPTY A regra está vazia.');
    const list = '["user.cty -eq null", "device.isRooted -eq true"]';
    const shown = await muster(['check', '--lang', 'ru', '-'], { input: list });
    expect([shown.out[0], shown.out[4], shown.out.at(-1)]).toEqual([
      'Правило 1:',
      '  Попробуйте: user.city',
      'верных: 1, неверных: 1',
    ]);
    const good = await muster(['check', '--lang', 'pt', '-'], {
      input: 'device.isRooted -eq true',
    });
    expect(good.out).toEqual(['A regra é válida. Ela seleciona dispositivos.']);
  });

  it('counts a rule of legal length with its line break as legal', async () => {
    const rule = `user.city -eq "${'x'.repeat(3056)}"`;
    expect(rule).toHaveLength(3072);
    expect((await muster(['check', '-'], { input: `${rule}\n` })).status).toBe(0);
  });

  it('shows of a very long line what is around the place', async () => {
    const long = `user.city -eq "${'x'.repeat(150)}" -and user.ctiy -eq "${'y'.repeat(150)}"`;
    const { out } = await muster(['check', '-'], { input: long });
    const [, shown = '', caret = ''] = out;
    expect(shown).toMatch(/^ {2}…x+" -and user\.ctiy -eq "y+…$/);
    expect(shown).toHaveLength(164);
    expect(shown.slice(caret.indexOf('^'), caret.length)).toBe('user.ctiy');
  });

  it('lets no rule steer the terminal', async () => {
    const { out } = await muster(['check', '-'], { input: 'user.city -eq \u001b[31m"\u0007"' });
    expect(out.join('')).not.toMatch(/\p{Cc}/u);
    expect(out[1]).toBe('  user.city -eq \ufffd[31m"\ufffd"');
  });

  it('uses colour on a terminal only', async () => {
    const { out } = await muster(['check', '-'], { input: 'user.city', hasColour: true });
    expect(out[0]).toContain('\u001b[31mMISSING_OPERATOR\u001b[0m');
  });
});

describe('muster check of a list', () => {
  const rules = [{ id: 'good', rule: 'device.isRooted -eq true' }, { rule: 'user.cty -eq "a"' }];
  const FORMS: readonly (readonly [string, string])[] = [
    ['rules.json', JSON.stringify(rules)],
    ['rules.ndjson', rules.map((rule) => JSON.stringify(rule)).join('\r\n')],
    ['rules.csv', 'Rule,id\r\ndevice.isRooted -eq true,good\r\n\r\n"user.cty -eq ""a""",\r\n'],
  ];

  it.each(FORMS)('%s gives one entry a rule, in order', async (name, content) => {
    const { status, out } = await muster(['check', '--format', 'json', name], {
      files: { [name]: content },
    });
    expect(status).toBe(1);
    expect(JSON.parse(out.join('\n'))).toMatchObject([
      {
        id: 'good',
        rule: 'device.isRooted -eq true',
        valid: true,
        scope: 'device',
        errors: [],
        warnings: [],
      },
      {
        id: 2,
        rule: 'user.cty -eq "a"',
        valid: false,
        errors: [{ code: 'UNSUPPORTED_PROPERTY', position: 0, length: 8, suggestion: 'user.city' }],
        warnings: [],
      },
    ]);
  });

  it('takes quotation marks inside an unquoted field of CSV as they are', async () => {
    const input =
      'id,rule\r\na,user.city -eq "x"\r\nb,"user.city -eq ""x""\r\n -or user.city -eq ""y"""';
    const { out } = await muster(['check', '--format', 'json', '-'], { input });
    expect(JSON.parse(out.join('\n'))).toMatchObject([
      { id: 'a', rule: 'user.city -eq "x"' },
      { id: 'b', rule: 'user.city -eq "x"\r\n -or user.city -eq "y"' },
    ]);
  });

  it('reads a field of any length', async () => {
    const input = `id,rule\n1,"${'""x'.repeat(3_000_000)}"`;
    const { out } = await muster(['check', '-'], { input });
    expect(out[1]).toBe(
      '1:3073 RULE_TOO_LONG The rule has 6,000,000 characters; at most 3,072 are allowed.',
    );
  });

  it.each(FORMS)('%s is told from its content on standard input', async (_, content) => {
    const { out } = await muster(['check', '-'], { input: content });
    expect(out[0]).toBe('Rule 2:');
    expect(out.at(-1)).toBe('1 valid, 1 invalid');
  });

  it('takes a kind of object for each rule', async () => {
    const input = JSON.stringify([
      { rule: 'user.city -eq "a"', scope: 'device' },
      'user.city -eq "a"',
    ]);
    const { out } = await muster(['check', '--format=json', '-'], { input });
    expect(JSON.parse(out.join('\n'))).toMatchObject([
      { id: 1, errors: [{ code: 'RULE_SCOPE_MISMATCH' }] },
      { id: 2, valid: true },
    ]);
  });

  it('of one rule as JSON is still an array', async () => {
    const { out } = await muster(['check', '--format=json', '-'], { input: 'user.city -ne null' });
    expect(JSON.parse(out.join('\n'))).toHaveLength(1);
  });
});

it('muster check --format sarif gives a log that code hosts read', async () => {
  const { status, out } = await muster(['check', '--format', 'sarif', 'my rules/a.rule'], {
    files: { 'my rules/a.rule': MEANING },
  });
  const log = JSON.parse(out.join('\n'));
  expect(status).toBe(1);
  expect(log.version).toBe('2.1.0');
  expect(log.runs[0].tool.driver.rules).toContainEqual({ id: 'INVALID_REGEX' });
  expect(log.runs[0].results[1]).toMatchObject({
    ruleId: 'OPERATOR_NOT_SUPPORTED',
    level: 'error',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'my%20rules/a.rule' },
          region: {
            startLine: 2,
            startColumn: 12,
            endLine: 2,
            endColumn: 15,
            snippet: { text: '-le' },
          },
        },
      },
    ],
  });
});

describe('muster check refuses with one sentence and status 2', () => {
  const files = {
    'bytes.txt': new Uint8Array([0x66, 0xff, 0xfe]),
    'broken.json': '[\n {"rule": "x"},\n',
    'faulty.json': '[{"rule": "x"},\n  {"rule" "x"}]',
    'line.ndjson': '{"rule": "x"}\n{"rule":,}',
    'deep.json': '['.repeat(100_000) + ']'.repeat(100_000),
    'control.json': '["a\tb"]',
    'open.csv': 'rule\nx\n"user.city\n -eq',
    'behind.csv': 'rule,id\n"user.city" -ne null,a\n',
    'comma.csv': 'id,rule\n1,user.city -in [5,6]\n',
    'shape.json': '[{"rule": "user.city -eq null"}, {"text": "x"}]',
    'lines.ndjson': '{"rule": "x"}\n\n{"rule": 5}',
    'columns.csv': 'name,text\na,b\n',
    'scope.json': '[{"rule": "x", "scope": "group"}]',
  };
  it.each([
    [['check', 'nowhere.txt'], 'nowhere.txt cannot be read: there is no such file.'],
    [['check', 'bytes.txt'], 'bytes.txt is not UTF-8 text.'],
    [['check', 'broken.json'], 'broken.json is not JSON: it ends too early, at line 3, column 1.'],
    [['check', 'faulty.json'], 'faulty.json is not JSON: " is not expected at line 2, column 11.'],
    [['check', 'line.ndjson'], 'line.ndjson, line 2 is not JSON: , is not expected at column 9.'],
    [['check', 'deep.json'], 'deep.json: lists and objects lie more than 500 deep in each other.'],
    [
      ['check', 'shape.json'],
      'shape.json, entry 2: a rule is expected, as text or as {"rule": "…"}.',
    ],
    [
      ['check', 'lines.ndjson'],
      'lines.ndjson, line 3: a rule is expected, as text or as {"rule": "…"}.',
    ],
    [['check', 'columns.csv'], 'columns.csv, line 1: a column named rule is expected.'],
    [['check', 'control.json'], 'control.json is not JSON: U+0009 is not expected at column 4.'],
    [['check', 'open.csv'], 'open.csv, line 3: a quoted field is never closed.'],
    [
      ['check', 'behind.csv'],
      `behind.csv, line 2: after a quoted field a comma or the end of the line is expected; ${QUOTING}`,
    ],
    [['check', 'comma.csv'], `comma.csv, line 2: there are more fields than columns; ${QUOTING}`],
    [['check', 'scope.json'], 'scope.json, entry 1: scope is user or device.'],
    [['check'], 'muster check takes one FILE, or - for standard input.'],
    [['check', '--lang', 'de', '-'], '--lang is one of en, pt-BR, ru-RU.'],
    [['check', '--format', 'xml', '-'], '--format is one of text, json, sarif.'],
    [['check', '--colour', '-'], '--colour is not an option of this command.'],
    [['check', '-', '--lang'], '--lang needs a value.'],
    [['chek'], /^muster has no command chek\./],
  ])('%j', async (words, message) => {
    const { status, out, err } = await muster(words, { files });
    expect({ status, out }).toEqual({ status: 2, out: [] });
    expect(err[0]).toMatch(message);
    if (typeof message === 'string') expect(err).toEqual([message]);
  });
});
