/** Building the sources to dist/, and knowing when that is needed. Plain JavaScript: it runs before anything is built. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['src', 'functions', 'tsconfig.json', 'package.json', 'package-lock.json'];
/** Written when a build has succeeded: the compiler leaves files behind when it fails, too. */
const STAMP = join('dist', '.built');

/** Whether a source is newer than the last good build; folders count, so that a deleted file is noticed. */
export function isStale(root) {
  const built = changedAt(join(root, STAMP));
  return built === 0 || SOURCES.some((source) => newestIn(join(root, source)) > built);
}

/** Builds from nothing; answers whether the compiler was content. What it says goes to the terminal. */
export function build(root) {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  if (!existsSync(compiler)) {
    console.error('The packages are not installed. Run npm ci first.');
    return false;
  }
  const started = new Date();
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const { status } = spawnSync(process.execPath, [compiler, '--pretty', 'false'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0 || !buildPortal(root)) return false;
  makeExecutable(root);
  writeFileSync(join(root, STAMP), `${started.toISOString()}\n`);
  return true;
}

/** A process of its own: it goes on when this one has nothing to wait with. */
function buildPortal(root) {
  const script = join(root, 'src', 'local', 'build-portal.mjs');
  return spawnSync(process.execPath, [script], { cwd: root, stdio: 'inherit' }).status === 0;
}

function makeExecutable(root) {
  const { bin = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const file of Object.values(bin)) chmodSync(join(root, file), 0o755);
}

function newestIn(path) {
  const own = changedAt(path);
  if (own === 0 || !statSync(path).isDirectory()) return own;
  return Math.max(own, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

function changedAt(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}
