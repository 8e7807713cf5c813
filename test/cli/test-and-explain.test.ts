import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { muster } from '../support/memory-io.ts';

const SHARED = readFileSync(new URL('../cases/rule-cases.json', import.meta.url), 'utf8');

describe('muster test', () => {
  it('passes all 120 shared cases', async () => {
    expect(await muster(['test', 'cases.json'], { files: { 'cases.json': SHARED } })).toEqual({
      status: 0,
      out: ['120 passed, 0 failed'],
      err: [],
    });
  });

  it('compares every field of every case: each one changed is noticed', async () => {
    const cases: Record<string, unknown>[] = JSON.parse(SHARED);
    const changed = cases.flatMap((ruleCase) =>
      ['valid', 'error', 'errors', 'positions', 'suggestion', 'builder', 'objects']
        .filter((name) => name in ruleCase && JSON.stringify(ruleCase[name]) !== '[]')
        .map((name) => ({ ...ruleCase, [name]: otherThan(ruleCase[name]) })),
    );
    const { status, out } = await muster(['test', 'c.json'], {
      files: { 'c.json': JSON.stringify(changed) },
    });
    expect(changed.length).toBeGreaterThan(250);
    expect(status).toBe(1);
    expect(out.at(-1)).toBe(`0 passed, ${changed.length} failed`);
  });

  it('says of a failing case what was expected and what came', async () => {
    const cases = [
      {
        id: 'c1',
        rule: 'user.city -eq "a"',
        valid: true,
        objects: [{ object: { city: 'a' }, expected: false }],
      },
      {
        id: 'c2',
        rule: 'user.cty -eq "a"',
        valid: false,
        error: 'UNKNOWN_OBJECT',
        positions: [1],
        suggestion: null,
      },
      {
        id: 'c3',
        rule: 'user.city -eq "a"',
        valid: true,
        builder: { displayable: false, reasons: [] },
      },
      {
        id: 'c4',
        rule: 'user.city -eq "a"',
        valid: true,
        objects: [{ object: { CITY: 'a' }, expected: true }],
      },
      {
        id: 'c5',
        rule: 'user.city -eq "a"',
        valid: true,
        objects: [{ object: { town: 'a' }, expected: false }],
      },
    ];
    const { status, out } = await muster(['test', 'c.json'], {
      files: { 'c.json': JSON.stringify(cases) },
    });
    expect(status).toBe(1);
    expect(out).toEqual([
      'c1: object 1: expected false, got true',
      'c2: error: expected "UNKNOWN_OBJECT", got "UNSUPPORTED_PROPERTY"; positions: expected [1], got [0]; suggestion: expected null, got "user.city"',
      expect.stringMatching(
        /^c3: builder: expected \{"displayable":false,"reasons":\[\]\}, got \{"displayable":true/,
      ),
      'c5: object 1: expected false, got "town is not a property of user rules."',
      '1 passed, 4 failed',
    ]);
  });

  it('adds up several files', async () => {
    const one = '[{"id":"a","rule":"user.city -ne null","valid":true,"objects":[]}]';
    const { out } = await muster(['test', 'a.json', 'b.json'], {
      files: { 'a.json': one, 'b.json': one },
    });
    expect(out).toEqual(['2 passed, 0 failed']);
  });

  it.each([
    ['{}', 'c.json: a list of cases is expected.'],
    ['[5]', 'c.json, case 1: an object is expected.'],
    ['[{"rule":"x"}]', 'c.json, case 1: valid must be true or false.'],
    ['[{"valid":true}]', 'c.json, case 1: rule must be a text.'],
    [
      '[{"rule":"x","valid":true,"now":"soon"}]',
      'c.json, case 1: now must be a date and time such as 2026-01-31T08:00:00Z.',
    ],
    [
      `[{"rule":"x","valid":true,"objects":[{"object":{},"expected":true,"details":${'['.repeat(9999)}${']'.repeat(9999)}}]}]`,
      'c.json: lists and objects lie more than 500 deep in each other.',
    ],
    [
      '[{"rule":"x","valid":true,"positions":["a"]}]',
      'c.json, case 1: positions must be a list of numbers.',
    ],
    [
      '[{"rule":"x","valid":true,"objects":[{"object":{}}]}]',
      'c.json, case 1, object 1: expected must be true or false.',
    ],
  ])('refuses %s', async (content, message) => {
    expect(await muster(['test', 'c.json'], { files: { 'c.json': content } })).toEqual({
      status: 2,
      out: [],
      err: [message],
    });
  });
});

function otherThan(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) {
    const [first, ...rest] = value;
    if (typeof first !== 'object' || first === null)
      return [...value, typeof first === 'number' ? 999 : 'more'];
    return [{ ...first, expected: !first.expected }, ...rest];
  }
  return typeof value === 'object' && value !== null ? { ...value, more: 1 } : `${value} more`;
}

describe('muster explain', () => {
  const rule =
    'user.city -eq "a" -or -not (user.otherMails -any (_ -eq "b")) -and user.accountEnabled -ne true';
  const explain = (...more: readonly string[]) => [
    'explain',
    '--rule',
    rule,
    '--object',
    'o.json',
    ...more,
  ];

  it('draws the tree with verdicts and the values that were compared', async () => {
    const files = { 'o.json': '{"city": "A", "otherMails": ["b"]}' };
    const { status, out } = await muster(explain(), { files });
    expect(status).toBe(0);
    expect(out).toEqual([
      `✓ ${rule}`,
      '  ✓ user.city -eq "a"   (city is "A")',
      '  ✗ -not (user.otherMails -any (_ -eq "b")) -and user.accountEnabled -ne true',
      '    ✗ -not (user.otherMails -any (_ -eq "b"))',
      '      ✓ user.otherMails -any (_ -eq "b")   (otherMails is ["b"])',
      '    ✓ user.accountEnabled -ne true   (accountEnabled is null)',
      'The rule selects the object.',
    ]);
  });

  it('gives the answer of evaluateDynamicMembership as JSON', async () => {
    const { out } = await muster(explain('--format', 'json'), { files: { 'o.json': '{}' } });
    expect(JSON.parse(out.join('\n'))).toMatchObject({
      membershipRule: rule,
      membershipRuleEvaluationResult: true,
      membershipRuleEvaluationDetails: { expressionResult: true },
    });
  });

  it("reads Graph's names when asked to, and another present", async () => {
    const device = 'device.deviceOSType -eq "Windows"';
    const graph = await muster(['explain', '--rule', device, '--object', '-', '--graph'], {
      input: '{"operatingSystem": "windows"}',
    });
    expect(graph.out.at(-1)).toBe('The rule selects the object.');
    const hired = 'user.employeeHireDate -le system.now';
    const words = ['explain', '--rule', hired, '--object', '-', '--now', '2030-01-01T00:00:00Z'];
    const later = await muster(words, { input: '{"employeeHireDate": "2029-01-01"}' });
    expect(later.out.at(-1)).toBe('The rule selects the object.');
  });

  it('takes a present without an offset as UTC, wherever it runs', async () => {
    const zone = process.env.TZ;
    process.env.TZ = 'Asia/Tokyo';
    const hired = 'user.employeeHireDate -le system.now';
    const words = ['explain', '--rule', hired, '--object', '-', '--now', '2026-01-15T12:00'];
    const { out } = await muster(words, { input: '{"employeeHireDate": "2026-01-15T12:00:00Z"}' });
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
    expect(out.at(-1)).toBe('The rule selects the object.');
  });

  it('shows what is wrong with an invalid rule', async () => {
    const words = ['explain', '--rule', 'user.city', '--object', 'o.json', '--lang', 'pt'];
    const { status, out } = await muster(words, { files: { 'o.json': '{}' } });
    expect(status).toBe(1);
    expect(out[0]).toBe('1:10 MISSING_OPERATOR Falta um operador depois de user.city.');
  });

  it.each([
    ['[]', 'o.json: An object with properties is expected.'],
    ['{"town": "x"}', 'o.json: town is not a property of user rules.'],
    ['{"city": 5}', 'o.json: city must be a text or null.'],
    ['{"accountEnabled": "yes"}', 'o.json: accountEnabled must be true, false or null.'],
    ['{"otherMails": "x"}', 'o.json: otherMails must be a list of texts or null.'],
    ['{"otherMails": [5]}', 'o.json: otherMails must be a list of texts or null.'],
    [
      '{"assignedPlans": [{"service": 5}]}',
      'o.json: assignedPlans must be a list of service plans or null.',
    ],
    ['{"deviceModel": "x"}', 'o.json: deviceModel is not a property of user rules.'],
  ])('refuses the object %s', async (content, message) => {
    expect(await muster(explain(), { files: { 'o.json': content } })).toEqual({
      status: 2,
      out: [],
      err: [message],
    });
  });

  it.each([
    [['explain', '--rule', 'x'], 'muster explain needs --rule TEXT and --object FILE.'],
    [explain('extra'), 'extra is not expected here.'],
    [explain('--now', 'soon'), '--now is a date and time such as 2026-01-31T08:00:00Z.'],
  ])('refuses %j', async (words, message) => {
    const { status, err } = await muster(words, { files: { 'o.json': '{}' } });
    expect({ status, err }).toEqual({ status: 2, err: [message] });
  });
});

it('muster without a command, or with help, shows how it is used', async () => {
  expect((await muster([])).status).toBe(2);
  for (const words of [['--help'], ['-h'], ['help'], ['check', '--help']]) {
    const help = await muster(words);
    expect({ status: help.status, first: help.out[0] }).toEqual({ status: 0, first: 'Usage:' });
  }
});
