/** The texts that the licences of bundled packages want to see kept with them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

const FOLDER = `${sep}node_modules${sep}`;

/** The packages that some modules belong to, by name and version. */
export function packagesOf(modules) {
  const folders = new Set(modules.map(packageFolder).filter((folder) => folder !== null));
  return [...folders]
    .map((folder) => ({
      ...JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
      folder,
    }))
    .sort((a, b) => compare(`${a.name}@${a.version}`, `${b.name}@${b.version}`));
}

/** One text: each package's name, licence and the licence's own words. Throws for a package without a licence. */
export function writeNotices(packages) {
  const opening =
    'Muster contains the following packages. Each is followed by the terms under which it may be used.\n';
  return [opening, ...packages.map(notice)].join(`\n${'-'.repeat(80)}\n\n`);
}

function notice({ name, version, license, author, folder }) {
  if (!license) throw new Error(`${name} ${version} names no licence.`);
  const by = typeof author === 'object' ? author.name : author;
  const text =
    licenceText(folder) ??
    `${license}${by ? `, by ${by}` : ''}. The package has no text of its own.`;
  return `${name} ${version} (${license})\n\n${text.replaceAll('\r\n', '\n').trim()}\n`;
}

function licenceText(folder) {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  return names.length === 0
    ? null
    : names
        .sort(compare)
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .join('\n');
}

/** The innermost package a module lies in: folders inside one may have a package.json without a name. */
function packageFolder(module) {
  const at = module.lastIndexOf(FOLDER);
  if (at < 0) return null;
  const depth = module.slice(at + FOLDER.length).startsWith('@') ? 2 : 1;
  const parts = module
    .slice(at + FOLDER.length)
    .split(sep)
    .slice(0, depth);
  return join(module.slice(0, at + FOLDER.length), ...parts);
}

function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
