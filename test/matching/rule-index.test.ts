/** What every index answers; the attribute index before its first build, after it, and with rules changed since. */
import { describe, expect, it } from 'vitest';
import type { RuleRow } from '../../src/directory/rule-row.ts';
import type { ObjectChange, RuleIndex } from '../../src/matching/rule-index.ts';
import { ChangingIndex } from './indexes.ts';

const NOW = new Date('2026-01-15T12:00:00Z');
const MANAGER = '0c2b3a10-1111-4222-8333-abcdefabcdef';
const EXTENSION = 'extension_0123456789abcdef0123456789abcdef_cost';

type Rules = Readonly<Record<string, string>>;
type Rows = Readonly<Record<string, Partial<RuleRow>>>;

const INDEXES: Readonly<Record<string, (rules: Rules, rows: Rows) => Promise<RuleIndex>>> = {
  linear: async (rules, rows) => filled(rules, rows).linear,
  'attribute, waiting': async (rules, rows) => filled(rules, rows).attribute,
  'attribute, built': async (rules, rows) => {
    const index = filled({ ...rules, ...FILLERS }, { ...rows, ...GONE });
    await index.attribute.build();
    for (const id of Object.keys(FILLERS)) {
      index.put(id, null);
      index.groups.delete(id);
    }
    return index.attribute;
  },
  'attribute, changed since': async (rules, rows) => {
    const others = Object.fromEntries(Object.keys(rules).map((id) => [id, 'user.mail -eq "x"']));
    const index = filled({ ...others, ...FILLERS }, { ...rows, ...GONE });
    await index.attribute.build();
    for (const [id, text] of Object.entries(rules)) index.put(id, text, rows[id]);
    for (const id of Object.keys(FILLERS)) {
      index.put(id, null);
      index.groups.delete(id);
    }
    return index.attribute;
  },
};

/** Enough rules for a build. */
const FILLERS: Rules = Object.fromEntries(
  ['user', 'device'].flatMap((kind) =>
    Array.from({ length: 6 }, (_, at) => [
      `${kind}${at}`,
      `${kind}.displayName -eq "filler ${at}"`,
    ]),
  ),
);
const GONE: Rows = {};

function filled(rules: Rules, rows: Rows): ChangingIndex {
  const index = new ChangingIndex();
  for (const [id, text] of Object.entries(rules)) index.put(id, text, rows[id]);
  return index;
}

describe.each(Object.entries(INDEXES))('%s', (_name, open) => {
  const selects = async (text: string, object: Record<string, unknown>) => {
    const index = await open({ g: text }, {});
    const scope = text.includes('device.') ? 'device' : 'user';
    return index.selecting(scope, JSON.parse(JSON.stringify(object)), NOW).length === 1;
  };

  it.each([
    ['user.city -eq "Oslo"', { city: 'OSLO' }, true],
    ['user.city -eq ""', { city: null }, false],
    ['user.city -ne "Oslo"', {}, true],
    ['user.city -ne "Oslo" -and user.city -ne "Rome"', { city: 'rome' }, false],
    ['user.city -eq "a" -or user.city -in ["b","c"]', { city: 'C' }, true],
    ['user.city -in ["a","b"] -and user.city -notIn ["b"]', { city: 'b' }, false],
    ['user.city -eq null', {}, true],
    ['user.city -ne null', { city: 'x' }, true],
    ['user.city -startsWith "Os"', { city: 'oslo' }, true],
    ['user.city -startsWith ""', {}, false],
    ['user.city -notStartsWith ""', {}, true],
    ['user.city -endsWith "LO"', { city: 'Oslo' }, true],
    ['user.city -contains "sl"', { city: 'Oslo' }, true],
    ['user.city -contains "she" -or user.city -contains "he"', { city: 'USHERS' }, true],
    ['user.city -notContains "sl"', { city: 'Oslo' }, false],
    [`user.city -contains "${'ab'.repeat(20)}"`, { city: `x${'ab'.repeat(19)}` }, false],
    [`user.city -contains "${'ab'.repeat(20)}"`, { city: `x${'ab'.repeat(21)}` }, true],
    [`user.city -startsWith "${'ab'.repeat(20)}"`, { city: 'ab'.repeat(19) }, false],
    [`user.city -endsWith "${'ab'.repeat(20)}c"`, { city: `${'ab'.repeat(19)}c` }, false],
    [`user.city -endsWith "${'ab'.repeat(20)}c"`, { city: `${'ab'.repeat(22)}c` }, true],
    ['user.city -match "^os.*o$"', { city: 'OSLO' }, true],
    ['user.city -match "^o[s-t]"', { city: 'uOs' }, false],
    ['user.city -match "(oslo|rome)"', { city: 'in Rome' }, true],
    ['user.city -match "staff"', { city: 'our ſtaff' }, true],
    ['user.city -contains "staff"', { city: 'our ſtaff' }, false],
    ['user.city -match "kiwi"', { city: '\u212aiwi' }, true],
    ['user.accountEnabled -ne true', {}, true],
    ['user.accountEnabled -eq false', { accountEnabled: false }, true],
    [
      'user.dirSyncEnabled -ne null -and user.dirSyncEnabled -ne "true"',
      { dirSyncEnabled: false },
      true,
    ],
    ['user.employeeHireDate -le system.now', { employeeHireDate: '2026-01-15T12:00:00Z' }, true],
    ['user.employeeHireDate -ge system.now -plus P1D', { employeeHireDate: '2026-01-16' }, false],
    ['user.employeeHireDate -le "2020-01-01"', { employeeHireDate: '2020-01-01' }, true],
    ['user.employeeHireDate -eq "2020-01-01"', { employeeHireDate: '2020-01-01T00:00Z' }, true],
    ['user.employeeHireDate -ne "2020-01-01"', { employeeHireDate: 'soon' }, true],
    ['-not (user.employeeHireDate -ge "2020-01-01")', {}, true],
    ['user.employeeHireDate -eq null', { employeeHireDate: 'soon' }, true],
    [
      'user.otherMails -any (_ -contains "@a" -and _ -notEndsWith ".b")',
      { otherMails: ['x@a.b', 'y@a'] },
      true,
    ],
    [
      'user.otherMails -any (_ -startsWith "x" -and _ -endsWith "y")',
      { otherMails: ['xz', 'zy'] },
      false,
    ],
    ['user.otherMails -any (_ -contains "" -and _ -notMatch "z")', { otherMails: ['xy'] }, true],
    ['user.otherMails -all (_ -endsWith "y")', { otherMails: ['xy', 'z'] }, false],
    ['user.otherMails -all (_ -endsWith "y")', {}, true],
    ['user.otherMails -contains "z"', { otherMails: ['', 'xz'] }, true],
    ['user.otherMails -eq null', { otherMails: [''] }, true],
    [
      'user.assignedPlans -any (assignedPlan.servicePlanId -eq "A" -and assignedPlan.capabilityStatus -eq "Enabled")',
      { assignedPlans: [{ servicePlanId: 'a', capabilityStatus: 'enabled' }] },
      true,
    ],
    [
      'user.assignedPlans -any (assignedPlan.servicePlanId -eq "A" -and assignedPlan.capabilityStatus -eq "Enabled")',
      {
        assignedPlans: [
          { servicePlanId: 'a' },
          { servicePlanId: 'b', capabilityStatus: 'enabled' },
        ],
      },
      false,
    ],
    [
      'user.assignedPlans -any (assignedPlan.service -in ["x","y"] -and assignedPlan.capabilityStatus -eq null)',
      { assignedPlans: [{ service: 'Y' }] },
      true,
    ],
    [
      'user.assignedPlans -all (assignedPlan.service -ne "x")',
      { assignedPlans: [{ service: 'X' }, {}] },
      false,
    ],
    ['user.assignedPlans -any (assignedPlan.service -eq null)', { assignedPlans: [{}] }, false],
    [
      `user.${EXTENSION} -eq "7"`,
      { [EXTENSION.toUpperCase().replace('EXTENSION', 'extension')]: 7 },
      true,
    ],
    [`user.${EXTENSION} -ne "true"`, { [EXTENSION]: true }, false],
    [`Direct Reports for "${MANAGER}"`, { manager: MANAGER.toUpperCase() }, true],
    [
      'device.systemLabels -any (_ -eq "a") -and device.isRooted -ne true',
      { systemLabels: ['A'] },
      true,
    ],
  ])('%s of %j: %s', async (text, object, expected) => {
    expect(await selects(text, object)).toBe(expected);
  });

  const city = {
    g: 'user.city -eq "Oslo"',
    h: 'user.mail -ne null',
    d: 'device.isRooted -eq true',
  };
  const change = (about: Partial<ObjectChange>): ObjectChange => ({
    scope: 'user',
    variants: [{ city: 'Oslo' }, { city: 'Rome' }],
    changed: new Set(['city']),
    now: NOW,
    ...about,
  });

  it('names the groups whose verdict differs', async () => {
    const index = await open(city, {});
    expect(index.touchedBy(change({}))).toEqual(['g']);
    expect(index.touchedBy(change({ variants: [{ city: 'Rome' }, { city: 'Bern' }] }))).toEqual([]);
  });

  it('names the groups of any earlier state', async () => {
    const index = await open(city, {});
    const variants = [{ city: 'Rome' }, { city: 'Bern' }, { city: 'Oslo' }];
    expect(index.touchedBy(change({ variants }))).toEqual(['g']);
  });

  it('names those of an object that came or went', async () => {
    const index = await open(city, {});
    const changed = new Set<string>();
    expect(index.touchedBy(change({ variants: [{ city: 'Oslo' }, null], changed }))).toEqual(['g']);
    expect(index.mentions(change({ variants: [null, {}], changed }))).toBe(true);
  });

  it('names all of the kind when anything may have changed', async () => {
    const index = await open(city, {});
    const ids = index.touchedBy(change({ variants: [{}], changed: 'all' }));
    expect([...ids].sort()).toEqual(['g', 'h']);
  });

  it('names those that read the clock and mention what changed', async () => {
    const clock = { g: 'user.employeeHireDate -le system.now -or user.city -eq "Oslo"' };
    const index = await open(clock, {});
    const variants = [{ city: 'Rome' }, { city: 'Bern' }];
    expect(index.touchedBy(change({ variants }))).toEqual(['g']);
    expect(index.touchedBy(change({ variants, changed: new Set(['mail']) }))).toEqual([]);
    expect(index.touchedBy(change({ variants: [null, null] }))).toEqual(['g']);
  });

  it('knows which attributes any rule mentions', async () => {
    const index = await open(city, {});
    expect(index.mentions(change({}))).toBe(true);
    expect(index.mentions(change({ changed: new Set(['state']) }))).toBe(false);
    expect(index.mentions(change({ scope: 'device', changed: new Set(['mail']) }))).toBe(false);
    expect(index.touchedBy(change({ changed: new Set(['state']) }))).toEqual([]);
  });

  it('leaves memberOf rules to the groups they follow', async () => {
    const index = await open({ g: 'user.memberOf -any (group.objectId -in ["S","t"])' }, {});
    expect(index.selecting('user', { memberOf: ['s'] }, NOW)).toEqual([]);
    expect(index.touchedBy(change({ variants: [{}], changed: 'all' }))).toEqual([]);
    expect(index.dependentsOf(new Set(['s', 't']))).toEqual(['g']);
    expect(index.dependentsOf(new Set(['u']))).toEqual([]);
  });

  it('tells which groups a deleted object is taken out of by hand', async () => {
    const rules = { ...city, followed: 'user.memberOf -any (group.objectId -in ["s"])' };
    const index = await open(rules, { h: { state: 'Paused' }, d: { membersVer: 0 } });
    expect([...index.looseGroups()].sort()).toEqual(['d', 'followed', 'h']);
    expect(index.group('g')?.row.groupId).toBe('g');
    expect(index.group('none')).toBeNull();
    expect([...index.groups()].length).toBe(4);
  });
});
