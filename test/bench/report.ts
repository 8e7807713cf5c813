/** Writes what was found into docs/benchmarks.md, between the marks of its size; the rest of the file is left as it is. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Asked, Figures, PageFigures, Spread } from './figures.ts';
import type { PreviewFigures } from './preview.ts';
import type { Cost } from './stage.ts';

const FILE = join(import.meta.dirname, '../../docs/benchmarks.md');

/** `mark`: the name of the section. */
export function writeReport(mark: string, section: string): void {
  const [begin, end] = [`<!-- ${mark} -->`, `<!-- end of ${mark} -->`];
  const document = readFileSync(FILE, 'utf8');
  const [before, rest] = split(document, begin);
  const [, after] = split(rest, end);
  writeFileSync(FILE, `${before}${begin}\n${section}\n${end}${after}`);
}

/** The figures as a page section. */
export function describe(figures: Figures, command: string): string {
  const { single, changes, edit } = figures;
  const rows: readonly Row[] = [
    ['importing the objects', cost(figures.load)],
    [`creating ${figures.groups} groups, which wait`, cost(figures.creation)],
    [
      'evaluating all that wait',
      `${cost(figures.evaluation)}; ${figures.passes} readings of the directory, ${count(figures.memberships)} memberships`,
    ],
    [
      `one change after another (${single.changes})`,
      `${single.requests.median} requests (p95 ${single.requests.p95}), 1 message, for ${single.looked.toFixed(1)} groups looked at and ${single.altered.toFixed(1)} altered; allowed ${single.budget.toFixed(1)}, over it ${single.overBudget}`,
    ],
    ['a change of an attribute that no rule mentions', `${figures.unmentionedRequests} requests`],
    ['a change of a property that no rule can mention', `${figures.unseenRequests} requests`],
    [
      `${count(changes.count)} changes, 8 at a time`,
      `${cost(changes.cost)}; ${(changes.count / changes.cost.seconds).toFixed(0)} a second, ${perChange(changes)} requests a change, ${count(changes.altered)} memberships altered`,
    ],
    [
      `a rule edit that moves ${count(edit.members)} members`,
      `${cost(edit.cost)}; ${edit.passes} reading of the directory`,
    ],
    ...pageRows(figures.pages),
    ['a change shows in the members of a small group, idle', spread(figures.idle)],
    ['the same while a large group is emptied and filled', spread(figures.busy)],
    ['most memory of the worker process', `${(figures.peakBytes / 2 ** 20).toFixed(0)} MiB`],
    ['memberships that differ from the predicates', String(figures.differences)],
  ];
  const directory = `${count(figures.users)} users, ${count(figures.devices)} devices, ${figures.groups} groups.`;
  return table(`${directory} ${machine()} \`${command}\``, rows);
}

/** The figures of pages alone. */
export function describePages(users: number, pages: PageFigures, command: string): string {
  const about = `${count(users)} users, a group of ${count(users / 2)}. ${machine()} \`${command}\``;
  return table(about, pageRows(pages));
}

/** The figures of previews alone. */
export function describePreviews(users: number, made: PreviewFigures, command: string): string {
  const moved = `${count(made.additions)} would come, ${count(made.removals)} go`;
  const rows: readonly Row[] = [
    [
      `the first sample, of ${made.sampled} objects`,
      `${spread(made.sample)}; ${made.sampleRequests} requests`,
    ],
    [
      `the exact diff (${moved})`,
      `${spread(made.whole)}; ${made.wholeRequests} requests with those that ask for it`,
    ],
    ['memberships in which the save for it differed', String(made.differences)],
    [
      `the same beside changes of ${count(made.changed)} users`,
      `${count(made.differencesOfChanged)} of them; of others ${made.differencesOfOthers}`,
    ],
  ];
  return table(`${count(users)} users. ${machine()} \`${command}\``, rows);
}

type Row = readonly [string, string];

function table(about: string, rows: readonly Row[]): string {
  const lines = rows.map(([what, value]) => `| ${what} | ${value} |`);
  return [about, '', '| what | figures |', '|---|---|', ...lines].join('\n');
}

function pageRows({ hundred, most, ids, lastToFirst, count, check }: PageFigures): readonly Row[] {
  return [
    ['a page of 100 members, default properties', asked(hundred)],
    ['a page of 999 members, default properties', asked(most)],
    ['a page of 999 members, ids alone', asked(ids)],
    ['the last page of 999 as against the first', `${lastToFirst.toFixed(2)} times`],
    ['`/members/$count`', asked(count)],
    ['`checkMemberGroups`', asked(check)],
  ];
}

function asked({ seconds: { median, p95 }, requests }: Asked): string {
  const milliseconds = (time: number) => `${Math.round(time * 1_000)} ms`;
  return `median ${milliseconds(median)}, p95 ${milliseconds(p95)}, ${requests} request${requests === 1 ? '' : 's'}`;
}

function machine(): string {
  const cores = cpus();
  const model = cores[0]?.model.trim() ?? 'unknown';
  const memory = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  return `${date}, Node ${process.versions.node}, ${cores.length} cores (${model}), ${memory} GiB.`;
}

function cost({ seconds: time, requests, messages, bytes, cpuSeconds }: Cost): string {
  const mebibytes = (bytes / 2 ** 20).toFixed(1);
  return `${seconds(time)} (worker's processor ${seconds(cpuSeconds)}), ${count(requests)} requests, ${count(messages)} messages, ${mebibytes} MiB`;
}

function perChange({ count: made, cost: { requests } }: Figures['changes']): string {
  return (requests / made).toFixed(1);
}

function spread({ median, p95, most }: Spread): string {
  return `median ${seconds(median)}, p95 ${seconds(p95)}, at most ${seconds(most)}`;
}

function seconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} s`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function split(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`docs/benchmarks.md has no ${mark}.`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}
