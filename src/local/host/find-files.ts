/** Entry files by the pattern in package.json's `main`, as the worker finds them: paths, `*`, `**`, `?` and `{a,b}`. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

const SPECIAL = /[*?{]/;

/** The files under `root` that match a pattern, sorted; a path without wildcards is answered if it exists. */
export function findFiles(root: string, pattern: string): string[] {
  const absolute = resolve(root, pattern);
  if (!SPECIAL.test(absolute)) return existsSync(absolute) ? [absolute] : [];
  const parts = absolute.split(sep);
  const firstSpecial = parts.findIndex((part) => SPECIAL.test(part));
  const base = parts.slice(0, firstSpecial).join(sep) || sep;
  const matches = toExpression(parts.slice(firstSpecial).join('/'));
  return filesUnder(base)
    .filter((file) => matches.test(relative(base, file).split(sep).join('/')))
    .sort();
}

function filesUnder(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules') return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/** `**` followed by a slash, a list in braces, a wildcard, or a character that means something in an expression. */
const TOKEN = /\*\*\/|\{([^}]*)\}|[*?]|[.+^$()|[\]\\]/g;

function toExpression(pattern: string): RegExp {
  const source = pattern.replace(TOKEN, (token, list: string | undefined) => {
    if (token === '**/') return '(?:[^/]+/)*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    return list === undefined ? `\\${token}` : `(?:${list.replaceAll(',', '|')})`;
  });
  return new RegExp(`^${source}$`);
}
