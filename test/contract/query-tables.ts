/** The tables of docs/queries.md, from what the product knows. */
import { DEVICE_QUERIES } from '../../src/contract/device-queries.ts';
import { GROUP_QUERIES } from '../../src/contract/group-queries.ts';
import type { Comparable, Filtering, Need, QueryTraits } from '../../src/contract/query-traits.ts';
import { USER_QUERIES } from '../../src/contract/user-queries.ts';

const TABLES: readonly (readonly [string, QueryTraits])[] = [
  ['Groups', GROUP_QUERIES],
  ['Users', USER_QUERIES],
  ['Devices', DEVICE_QUERIES],
];

const KINDS = { text: 'text', flag: 'true, false', instant: 'date and time', number: 'number' };

export function renderTables(): string {
  return TABLES.map(([title, traits]) => `### ${title}\n\n${tableOf(traits)}`).join('\n\n');
}

function tableOf(traits: QueryTraits): string {
  const rows = new Map<string, string[]>();
  for (const [name, filtering] of Object.entries(traits.filter)) {
    for (const { path, support } of linesOf(name, filtering)) {
      const cells = `${support.kind} | ${support.plain} | ${support.advanced}`;
      rows.set(cells, [...(rows.get(cells) ?? []), path]);
    }
  }
  const orders = Object.entries(traits.orderBy).map(
    ([name, need]) => `\`${name}\`${need === 'advanced' ? ' (advanced)' : ''}`,
  );
  return [
    '| properties | compared with | plain | advanced |',
    '|---|---|---|---|',
    ...[...rows].map(([cells, paths]) => `| ${shortened(paths)} | ${cells} |`),
    '',
    `Sorted by ${orders.join(', ')}. Searched by words: ${quoted(traits.searchedByWords)}. Expanded: ${quoted(traits.expand)}.`,
  ].join('\n');
}

interface Line {
  readonly path: string;
  readonly support: { readonly kind: string; readonly plain: string; readonly advanced: string };
}

function linesOf(name: string, filtering: Filtering): readonly Line[] {
  switch (filtering.shape) {
    case 'single':
      return [{ path: name, support: supportOf(filtering.value, '') }];
    case 'list':
      return [{ path: `${name}/any`, support: supportOf(filtering.value, '`$count`') }];
    case 'complex':
      return parts(`${name}/`, filtering.parts, '');
    case 'items':
      return parts(`${name}/any: `, filtering.parts, '`$count` of all');
  }
}

function parts(
  before: string,
  all: Readonly<Record<string, Comparable>>,
  more: string,
): readonly Line[] {
  return Object.entries(all).map(([part, value]) => ({
    path: `${before}${part}`,
    support: supportOf(value, more),
  }));
}

function supportOf({ kind, operators }: Comparable, more: string): Line['support'] {
  const having = (need: Need) =>
    Object.entries(operators).flatMap(([name, has]) => (has === need ? [`\`${name}\``] : []));
  const advanced = [...having('advanced'), ...(more === '' ? [] : [more])];
  return { kind: KINDS[kind], plain: having('plain').join(', '), advanced: advanced.join(', ') };
}

/** `a/x1, a/x2 … a/x15` of attributes that are numbered. */
function shortened(paths: readonly string[]): string {
  const numbered = paths.filter((path) => /Attribute\d+$/.test(path));
  const [first, last] = [numbered[0], numbered.at(-1)];
  if (first === undefined || last === undefined) return quoted(paths);
  const others = paths.filter((path) => !numbered.includes(path));
  return [...(others.length > 0 ? [quoted(others)] : []), `\`${first}\` … \`${last}\``].join(', ');
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
