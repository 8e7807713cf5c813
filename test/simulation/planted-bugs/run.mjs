/**
 * Plants bugs, one at a time, in a copy of the project, and expects the tests to find each. Names as arguments, or all.
 *   node test/simulation/planted-bugs/run.mjs ["no fence write in looks" …]
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PLANTED } from './list.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const VITEST = 'node_modules/vitest/vitest.mjs';
const REPORT = 'report.json';
const CONFIG = `export default { test: { include: ['test/**/*.test.ts'], pool: 'forks', testTimeout: 60000 } };`;

/** What finds most bugs soonest comes first; a bug that no suite finds has seen them all. */
const SUITES = [
  [
    'test/matching',
    'test/membership',
    'test/objects',
    'test/storage/memory',
    'test/simulation/meetings',
  ],
  ['test/operations/holds', 'test/operations/guards', 'test/operations/pause-all'],
  ['test/simulation/breaches'],
  ['test/operations/holds', 'test/operations/guards', 'test/operations/pause-all'],
  ['test/simulation/brakes'],
  ['test/simulation/random-schedules'],
  ['test/simulation/histories', 'test/simulation/single-faults'],
];

/** The names of the bugs whose text is not in its file exactly once: the code has changed, so must the bug. */
export function notPlantable() {
  const isOnce = ({ file, find: text }) =>
    readFileSync(join(ROOT, file), 'utf8').split(text).length === 2;
  return PLANTED.filter((bug) => !isOnce(bug)).map(({ name }) => name);
}

/**
 * Answers the names of the bugs that were not found. Throws for one that cannot be planted, for tests that do not load,
 * and when the tests fail without any bug.
 */
export function plant(names = PLANTED.map(({ name }) => name)) {
  const misfits = notPlantable().filter((name) => names.includes(name));
  if (misfits.length > 0) throw new Error(`Can't be planted: ${misfits.join(', ')}.`);
  const control = find(null);
  if (control !== null) throw new Error(`Without any bug, "${control}" fails.`);
  return names.filter((name) => {
    const started = Date.now();
    const bug = PLANTED.find((one) => one.name === name);
    if (bug === undefined) throw new Error(`There is no planted bug called "${name}".`);
    const finder = find(bug);
    const seconds = Math.round((Date.now() - started) / 1000);
    const outcome = finder === null ? 'MISSED' : `found by "${finder}"`;
    console.log(`${name}: ${outcome} (${seconds} s)`);
    return finder === null;
  });
}

/** The name of a test that fails with the bug; null when none does. Without a bug only a few seeds are tried. */
function find(bug) {
  const folder = mkdtempSync(join(tmpdir(), 'muster-planted-'));
  try {
    for (const part of ['src', 'test', 'package.json', 'tsconfig.json'])
      cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'vitest.config.mjs'), CONFIG);
    if (bug === null) return failingTest(folder, SUITES[0], '30');
    change(join(folder, bug.file), bug);
    for (const suite of SUITES) {
      const failed = failingTest(folder, suite, process.env.MUSTER_PLANTED_SEEDS ?? '1500');
      if (failed !== null) return failed;
    }
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function change(path, { find: text, put }) {
  const before = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    before.replace(text, () => put),
  );
}

function failingTest(folder, files, seeds) {
  const options = ['--bail=1', '--reporter=json', `--outputFile=${REPORT}`];
  spawnSync(process.execPath, [VITEST, 'run', ...files, ...options], {
    cwd: folder,
    env: {
      ...process.env,
      MUSTER_SEEDS: seeds,
      MUSTER_EVERY: process.env.MUSTER_EVERY ?? '20',
      VITEST: '',
      VITEST_POOL_ID: '',
      VITEST_WORKER_ID: '',
    },
    stdio: 'ignore',
  });
  const report = JSON.parse(readFileSync(join(folder, REPORT), 'utf8'));
  const suites = report.testResults ?? [];
  const failed = suites
    .flatMap((file) => file.assertionResults)
    .find(({ status }) => status === 'failed');
  const unloaded = suites.find(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  if (failed === undefined && unloaded !== undefined)
    throw new Error(`A test file does not load: ${unloaded.message}`);
  return failed?.fullName ?? null;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  const missed = plant(names.length === 0 ? undefined : names);
  if (missed.length > 0) {
    console.error(`Not found: ${missed.join(', ')}`);
    process.exitCode = 1;
  }
}
