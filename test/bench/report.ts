/** Writes what was found into docs/benchmarks.md, between the marks of its size; the rest of the file is left as it is. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Figures, Spread } from './figures.ts';
import type { Cost } from './stage.ts';

const FILE = join(import.meta.dirname, '../../docs/benchmarks.md');

export function writeReport(figures: Figures, command: string): void {
  const [begin, end] = [`<!-- ${figures.size} -->`, `<!-- end of ${figures.size} -->`];
  const document = readFileSync(FILE, 'utf8');
  const [before, rest] = split(document, begin);
  const [, after] = split(rest, end);
  writeFileSync(FILE, `${before}${begin}\n${describe(figures, command)}\n${end}${after}`);
}

/** The figures as a page section. */
export function describe(figures: Figures, command: string): string {
  const { single, changes, edit } = figures;
  const rows: readonly (readonly [string, string])[] = [
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
    ['a page of 999 members, ids alone', cost(figures.page)],
    ['a change shows in the members of a small group, idle', spread(figures.idle)],
    ['the same while a large group is emptied and filled', spread(figures.busy)],
    ['most memory of the worker process', `${(figures.peakBytes / 2 ** 20).toFixed(0)} MiB`],
    ['memberships that differ from the predicates', String(figures.differences)],
  ];
  return [
    `${count(figures.users)} users, ${count(figures.devices)} devices, ${figures.groups} groups. ${machine()} \`${command}\``,
    '',
    '| what | figures |',
    '|---|---|',
    ...rows.map(([what, value]) => `| ${what} | ${value} |`),
  ].join('\n');
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
