/**
 * `node test/bench/matching/main.ts [--rules 15000] [--rounds 7]`: the matcher against predicates written by hand, in one
 * process, taking turns; medians of rounds, in processor time. All are checked to find the same before they are timed.
 */
import { parseArgs } from 'node:util';
import { AtomTable } from '../../../src/matching/atom.ts';
import { buildMatcher } from '../../../src/matching/build-matcher.ts';
import type { IndexedRule } from '../../../src/matching/indexed-rule.ts';
import { normalFormOf } from '../../../src/matching/normal-form.ts';
import type { RuleMatcher } from '../../../src/matching/rule-matcher.ts';
import { compileRule } from '../../../src/rules/compile-rule.ts';
import { type Validation, validateRule } from '../../../src/rules/validate-rule.ts';
import { makeWorkloadRules } from '../workload/rules.ts';
import { type FoldedUser, foldUsers, handUsers, makeUsers } from '../workload/users.ts';
import { NOW } from '../workload/values.ts';
import { changeCosts } from './change-costs.ts';
import { processorTime } from './processor-time.ts';

const { values } = parseArgs({
  options: {
    rules: { type: 'string', default: '15000' },
    users: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '7' },
  },
});
const rules = makeWorkloadRules(Number(values.rules), 1);
const users = makeUsers(Number(values.users), 2);
const folded = foldUsers(users);
const hand = handUsers(users);
const predicates = rules.map(
  ({ source }) => new Function('u', `return ${source};`) as (user: FoldedUser) => boolean,
);

const parsed = rules.map(({ text }) => accepted(validateRule(text)));
const compiled = parsed.map(compileRule);
const before = heapBytes();
const atoms = new AtomTable();
const built = timed(() => {
  const indexed = parsed.map(({ ast, scope }, at): IndexedRule => {
    const rule = compiled[at] ?? compileRule({ ast, scope });
    return { id: String(at), rule, form: normalFormOf(ast, scope, atoms) };
  });
  return { indexed, matcher: build(indexed) };
});
console.log(`build ${(built.microseconds / rules.length).toFixed(1)} µs a rule`);
console.log(`${((heapBytes() - before) / rules.length).toFixed(0)} bytes a rule`);
for (const user of makeUsers(1_000, 3)) built.value.matcher.match(user, NOW);
weigh(built.value.matcher);
const again = timed(() => build(built.value.indexed));
const matcher = again.value;
console.log(`build again ${(again.microseconds / rules.length).toFixed(1)} µs a rule`);
console.log(
  `tables ${(matcher.bytes / rules.length).toFixed(0)} bytes a rule, ${atoms.size} atoms`,
);

let matches = 0;
for (const [at, user] of users.slice(0, 300).entries()) {
  const wanted = predicates.flatMap((predicate, rule) => (predicate(handUser(at)) ? [rule] : []));
  const found = [...matcher.found.subarray(0, matcher.match(user, NOW))].sort((a, b) => a - b);
  if (found.join() !== wanted.join()) throw new Error(`User ${at}: the answers differ.`);
  matches += found.length;
}
console.log(`matches a user ${(matches / 300).toFixed(0)}, all the same`);

const methods: Readonly<Record<string, () => number>> = {
  'one after another': () => eachUser(60, (at) => linear(handUser(at))) / 60,
  'rule-major': () => ruleMajor(100) / 100,
  folded: () => eachUser(users.length, (at) => matcher.match(folded[at] ?? {}, NOW)) / users.length,
  raw: () => eachUser(users.length, (at) => matcher.match(users[at] ?? {}, NOW)) / users.length,
};
// As in an instance that has been at work for a while.
for (let round = 0; round < 5; round++) for (const run of [methods.folded, methods.raw]) run?.();
const times = new Map<string, number[]>(Object.keys(methods).map((name) => [name, []]));
for (let round = 0; round < Number(values.rounds); round++)
  for (const [name, run] of Object.entries(methods)) times.get(name)?.push(timed(run).each);
const base = times.get('one after another') ?? [];
for (const [name, taken] of times) {
  const ratios = taken.map((time, round) => (base[round] ?? 0) / time);
  console.log(`${name}: ${median(taken).toFixed(1)} µs a user, ${median(ratios).toFixed(1)} times`);
}
console.log(`tried ${(matcher.tried / matcher.matched).toFixed(0)} a user`);
changeCosts(matcher, users, median(times.get('raw') ?? []));

function accepted(validation: Validation) {
  if (!validation.valid) throw new Error(JSON.stringify(validation.errors));
  return validation;
}

function build(indexed: readonly IndexedRule[]): RuleMatcher {
  const steps = buildMatcher(indexed, atoms);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function weigh(counted: RuleMatcher): void {
  atoms.count(
    counted.counted,
    Array.from(counted.tables.atoms, (atom, at) => [atom, counted.counts[at] ?? 0] as const),
  );
}

function handUser(at: number): FoldedUser {
  const user = hand[at];
  if (user === undefined) throw new RangeError(`There is no user ${at}.`);
  return user;
}

function linear(user: FoldedUser): number {
  let count = 0;
  for (const predicate of predicates) if (predicate(user)) count++;
  return count;
}

function ruleMajor(count: number): number {
  const start = processorTime();
  let found = 0;
  for (const predicate of predicates)
    for (let at = 0; at < count; at++) if (predicate(handUser(at))) found++;
  sink(found);
  return processorTime() - start;
}

/** The microseconds of a run over some users. */
function eachUser(count: number, match: (at: number) => number): number {
  const start = processorTime();
  let found = 0;
  for (let at = 0; at < count; at++) found += match(at);
  sink(found);
  return processorTime() - start;
}

/** Keeps what was found from being optimised away. */
function sink(found: number): void {
  if (found < 0) throw new RangeError();
}

function timed<Value>(run: () => Value) {
  const start = processorTime();
  const value = run();
  return { value, microseconds: processorTime() - start, each: Number(value) };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((left, right) => left - right)[numbers.length >> 1] ?? 0;
}

/** Needs `--expose-gc` to be exact. */
function heapBytes(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
