/**
 * Makes the folder that is deployed: every function with all it imports in one file, and the few files the Functions host
 * asks for. Plain JavaScript, as the build is.
 *
 * The bundle is neither minified nor mapped: it loads as fast as a minified one, a stack trace names real functions, and a
 * comment before most parts names the file it came from. Nothing in it depends on the time, the machine or the folder, so
 * the same sources make the same bytes.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, sep } from 'node:path';
import { rolldown } from 'rolldown';
import { buildPortal, portalModules } from './portal-steps.mjs';
import { packagesOf, writeNotices } from './third-party-notices.mjs';

const BUNDLE = 'functions.js';
const ENTRY = 'muster:functions';
/**
 * The worker of the Functions host gives the first to the library; it is in no registry. The second colours what `debug`
 * writes to a terminal where it happens to be installed, as it is here for the tools; `debug` goes without.
 */
const LEFT_OUT = ['@azure/functions-core', 'supports-color'];

/**
 * Replaces the folder `target`; takes the portal as it was built, or builds it. Answers the files in it with their sizes, and which files of the project the bundle was made
 * of. Rejects when something can't be bundled.
 */
export async function makePackage(root, target) {
  const { code, modules } = await bundleFunctions(root);
  const portal = join(root, 'dist', 'portal');
  if (!existsSync(join(portal, 'index.html'))) await buildPortal(root);
  const ofPortal = portalModules(root).map((module) => join(root, module));
  const files = {
    [BUNDLE]: code,
    'host.json': readFileSync(join(root, 'host.json'), 'utf8'),
    'package.json': manifest(root),
    LICENSE: readFileSync(join(root, 'LICENSE'), 'utf8'),
    'THIRD-PARTY-NOTICES.txt': writeNotices(packagesOf([...modules, ...ofPortal])),
  };
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(target, name), text);
  cpSync(portal, join(target, 'portal'), { recursive: true });
  return {
    files: [
      ...Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.byteLength(text) })),
      { name: 'portal', bytes: weightOf(portal) },
    ],
    modules: [...modules, ...ofPortal]
      .map((module) => relative(root, module).replaceAll(sep, '/'))
      .sort(),
  };
}

function weightOf(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.map((name) => statSync(join(folder, name))).filter((found) => found.isFile());
  return files.reduce((sum, { size }) => sum + size, 0);
}

/** One CommonJS file: a copy of the library in each of several would be several programming models in one worker. */
async function bundleFunctions(root) {
  const bundle = await rolldown({
    cwd: root,
    input: ENTRY,
    platform: 'node',
    external: LEFT_OUT,
    plugins: [allFunctions(join(root, 'functions'))],
    onLog: (level, log, pass) => {
      // Whatever is not found would be missing in Azure only.
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
      pass(level, log);
    },
  });
  try {
    const { output } = await bundle.generate({
      format: 'cjs',
      exports: 'none',
      codeSplitting: false,
      comments: { legal: false, jsdoc: false, annotation: false },
    });
    const [chunk, ...others] = output;
    if (others.length > 0) throw new Error(`One file was expected, not ${output.length}.`);
    return { code: chunk.code, modules: chunk.moduleIds.filter((id) => !id.startsWith('\0')) };
  } finally {
    await bundle.close();
  }
}

/** An entry that imports each file of a folder, as the worker would by the pattern in package.json. */
function allFunctions(folder) {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .sort();
  return {
    name: 'all-functions',
    resolveId: (id) => (id === ENTRY ? `\0${ENTRY}` : null),
    load: (id) =>
      id === `\0${ENTRY}`
        ? files.map((name) => `import ${JSON.stringify(join(folder, name))};\n`).join('')
        : null,
  };
}

function manifest(root) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const fields = { name, version, license, private: true, type: 'commonjs', main: BUNDLE };
  return `${JSON.stringify({ ...fields, engines: { node: '>=20.20' } }, null, 2)}\n`;
}
