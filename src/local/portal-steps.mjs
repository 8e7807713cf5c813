/** Building the portal: the page and its parts, compressed beside themselves, and what the first load weighs. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

/** What a browser loads before All groups stands there, gzipped (docs/portal.md). */
export const FIRST_LOAD_LIMIT = 300 * 1024;
/** The parts of the first load: the entry, the first screen, the language of most. */
const FIRST_PARTS = ['index.html', 'all-groups/all-groups-screen.tsx', 'intl/en.ts'];
const COMPRESSED = new Set(['.js', '.css', '.html', '.svg', '.json']);
/** Which packages the parts are made of: the package's notices name them. */
const MODULES = '.portal-modules.json';

/**
 * Builds src/portal to dist/portal. Answers the bytes of the first load. Rejects when something can't be built, or the first
 * load is too heavy.
 */
export async function buildPortal(root) {
  const modules = new Set();
  await build({
    root: join(root, 'src', 'portal'),
    configFile: join(root, 'src', 'portal', 'vite.config.ts'),
    logLevel: 'warn',
    plugins: [{ name: 'modules', generateBundle: (_, bundle) => note(bundle, modules) }],
  });
  const folder = join(root, 'dist', 'portal');
  compress(folder);
  const own = [...modules].map((id) => relative(root, id).split(sep).join('/')).sort();
  writeFileSync(join(root, 'dist', MODULES), `${JSON.stringify(own)}\n`);
  const bytes = firstLoad(folder);
  // Nothing for browsers.
  rmSync(join(folder, '.vite'), { recursive: true });
  const kibibytes = (bytes / 1024).toFixed(1);
  console.log(`Portal: first load ${kibibytes} KiB gzip, of ${FIRST_LOAD_LIMIT / 1024}.`);
  if (bytes > FIRST_LOAD_LIMIT) throw new Error('The first load of the portal is too heavy.');
  return bytes;
}

/** The files that the portal was built of, relative to the root. */
export function portalModules(root) {
  return JSON.parse(readFileSync(join(root, 'dist', MODULES), 'utf8'));
}

function note(bundle, modules) {
  for (const part of Object.values(bundle))
    for (const id of part.type === 'chunk' ? part.moduleIds : [])
      if (!id.startsWith('\0')) modules.add(id.split('?')[0]);
}

function compress(folder) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!COMPRESSED.has(extname(name)) || name.startsWith('.vite')) continue;
    const path = join(folder, name);
    const bytes = readFileSync(path);
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    const quality = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: quality }));
  }
}

/** Gzipped bytes of the page, the parts above and all that they import at once. */
function firstLoad(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8'));
  const files = new Set(['index.html']);
  const follow = (key) => {
    const part = manifest[key];
    if (part === undefined) throw new Error(`The portal has no part ${key}.`);
    if (files.has(part.file)) return;
    files.add(part.file);
    for (const style of part.css ?? []) files.add(style);
    for (const imported of part.imports ?? []) follow(imported);
  };
  for (const key of FIRST_PARTS) follow(key);
  return [...files].reduce((sum, name) => sum + readFileSync(join(folder, `${name}.gz`)).length, 0);
}
